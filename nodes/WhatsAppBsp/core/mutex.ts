/** Executions of this process take turns at a store: it has no lock of its own. */
const locks = new Map<string, Promise<void>>();

/** Does the work when everybody before is done with the store of this name, in this process. */
export async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
	const before = locks.get(name) ?? Promise.resolve();
	let done = () => {};
	const turn = before.then(async () => await new Promise<void>((resolve) => (done = resolve)));
	locks.set(name, turn);
	await before;
	try {
		return await work();
	} finally {
		done();
		if (locks.get(name) === turn) locks.delete(name);
	}
}
