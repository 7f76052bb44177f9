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

	/** @returns removes the handler */
	onCancel(handler: () => void): () => void {
		if (this.cancelled) handler();
		else this.handlers.add(handler);
		return () => this.handlers.delete(handler);
	}
}
