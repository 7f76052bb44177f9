import { nextTick } from './runtime';

/** From here on, timers wait for `advance`. HTTP requests keep running. */
export function useFakeTime(): void {
	jest.useFakeTimers({
		doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'hrtime'],
	});
}

/** Advances the node's timers. */
export async function advance(ms: number): Promise<void> {
	await jest.advanceTimersByTimeAsync(ms);
}

/** Advances time in small steps, so that real requests get through, until the promise settles. */
export async function settle<T>(promise: Promise<T>): Promise<T> {
	let isOpen = true;
	const end = () => (isOpen = false);
	void promise.then(end, end);
	while (isOpen) {
		await advance(50);
		await nextTick();
	}
	return await promise;
}
