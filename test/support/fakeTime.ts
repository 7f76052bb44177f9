import { turn } from './runtime';

/** From here on, only what a test lets pass passes for the node's waits. Calls over HTTP go on. */
export function useFakeTime(): void {
	jest.useFakeTimers({
		doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'hrtime'],
	});
}

/** Lets so many milliseconds pass for the node. */
export async function advance(ms: number): Promise<void> {
	await jest.advanceTimersByTimeAsync(ms);
}

/** Lets time pass, as slowly as real calls get through, until something has come. */
export async function settle<T>(answer: Promise<T>): Promise<T> {
	let isOpen = true;
	const end = () => (isOpen = false);
	void answer.then(end, end);
	while (isOpen) {
		await advance(50);
		await turn();
	}
	return await answer;
}
