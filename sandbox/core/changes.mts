/** What of an account has changed: who watches asks again for that part. */
export type Topic = 'chat' | 'log' | 'account' | 'accounts';
export type Listener = (accountId: string, topic: Topic) => void;

/** Tells watchers that something changed, never what: they read it through the control API. */
export class Changes {
	private listeners = new Set<Listener>();

	emit(accountId: string, topic: Topic): void {
		for (const listener of this.listeners) listener(accountId, topic);
	}

	/** Returns what ends the subscription. */
	listen(listener: Listener): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}
}
