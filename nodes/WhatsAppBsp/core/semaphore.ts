/** Lets so many have their turn at once; the others wait in the order in which they came. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/**
	 * @param signal who waits for nothing any more gives the turn to the next
	 * @returns what ends the turn
	 */
	async acquire(signal: AbortSignal): Promise<() => void> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		let isOver = false;
		const end = () => {
			if (isOver) return;
			isOver = true;
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		};
		if (signal.aborted) end();
		return end;
	}
}
