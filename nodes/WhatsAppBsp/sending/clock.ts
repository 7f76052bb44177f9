import { sleep } from 'n8n-workflow';

/** Time, in milliseconds; tests bring their own. */
export interface Clock {
	/** Never goes back, unlike the time of day. */
	now(): number;
	sleep(ms: number): Promise<void>;
}

export const CLOCK: Clock = { now: () => performance.now(), sleep };

/** Ends the waits of a run, once. An AbortSignal would warn of hundreds of listeners. */
export class Halt {
	private readonly handlers = new Set<() => void>();

	private isHalted = false;

	get halted(): boolean {
		return this.isHalted;
	}

	halt(): void {
		this.isHalted = true;
		for (const handler of this.handlers) handler();
		this.handlers.clear();
	}

	/** @returns a function that takes the handler back */
	onHalt(handler: () => void): () => void {
		if (this.isHalted) handler();
		else this.handlers.add(handler);
		return () => this.handlers.delete(handler);
	}

	/** Waits; at once when the run is halted. */
	async pause(clock: Clock, ms: number): Promise<void> {
		if (this.isHalted || ms <= 0) return;
		let release = () => {};
		const halted = new Promise<void>((resolve) => {
			release = this.onHalt(resolve);
		});
		await Promise.race([clock.sleep(ms), halted]);
		release();
	}
}
