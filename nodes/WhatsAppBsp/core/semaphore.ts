import { createDeferred } from './deferred';

/** Limits how many tasks run at once; the others wait in the order in which they came. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/**
	 * Waits for a slot.
	 * @param signal once aborted, the caller gets no slot: the next one in line does
	 * @returns releases the slot; further calls do nothing
	 */
	async acquire(signal?: AbortSignal): Promise<() => void> {
		if (this.free > 0) this.free--;
		else {
			const turn = createDeferred<void>();
			this.waiting.push(turn.resolve);
			await turn.promise;
		}
		let isReleased = false;
		const release = () => {
			if (isReleased) return;
			isReleased = true;
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		};
		if (signal?.aborted) release();
		return release;
	}
}
