import { createDeferred } from './deferred';

/** Ends of the queues for each lock in use. A lock that nobody holds or waits for has no entry. */
const locks = new Map<string, Promise<void>>();

/** Runs the work once all earlier work under this name, in this process, has ended. */
export async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
	const before = locks.get(name);
	const own = createDeferred<void>();
	locks.set(name, own.promise);
	await before;
	try {
		return await work();
	} finally {
		own.resolve();
		if (locks.get(name) === own.promise) locks.delete(name);
	}
}
