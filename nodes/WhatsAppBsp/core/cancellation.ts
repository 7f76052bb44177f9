import type { Clock } from './clock';

/** Ends the waits of a run, once. An AbortSignal would warn of hundreds of listeners. */
export class CancellationToken {
	private readonly handlers = new Set<() => void>();

	private cancelled = false;

	get isCancelled(): boolean {
		return this.cancelled;
	}

	cancel(): void {
		this.cancelled = true;
		for (const handler of this.handlers) handler();
		this.handlers.clear();
	}

	/** @returns a function that takes the handler back */
	onCancel(handler: () => void): () => void {
		if (this.cancelled) handler();
		else this.handlers.add(handler);
		return () => this.handlers.delete(handler);
	}

	/** Waits; at once when the run is halted. */
	async delay(clock: Clock, ms: number): Promise<void> {
		if (this.cancelled || ms <= 0) return;
		let release = () => {};
		const isCancelled = new Promise<void>((resolve) => {
			release = this.onCancel(resolve);
		});
		await Promise.race([clock.sleep(ms), isCancelled]);
		release();
	}
}
