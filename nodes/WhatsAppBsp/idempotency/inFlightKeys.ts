/** A run whose messages have idempotency keys. */
export interface KeyOwner {
	/** Hears which keys another run of this process has just sent a message with. */
	hearOfSent(tokens: string[]): void;
}

interface Hold {
	owner: KeyOwner;
	over: Promise<void>;
	end(): void;
}

/** One for each store that runs of this process send keys of, while they do. */
const stores = new Map<string, InFlightKeys>();

/**
 * Keys of one store that runs of this process are sending at the moment. The store alone cannot tell
 * a second run whether the first one's message is going to be accepted: so the second one waits for it.
 *
 * A run takes all keys of a request or none, and holds no hand while it waits: no two can wait for
 * each other for ever.
 */
export class InFlightKeys {
	private readonly owners = new Set<KeyOwner>();

	private readonly holds = new Map<string, Hold>();

	private constructor(private readonly store: string) {}

	/** @param store its name: two runs with the same name share it */
	static join(store: string, owner: KeyOwner): InFlightKeys {
		const keys = stores.get(store) ?? new InFlightKeys(store);
		stores.set(store, keys);
		keys.owners.add(owner);
		return keys;
	}

	/** The run is over: it holds nothing any more. */
	leave(owner: KeyOwner): void {
		const held = [...this.holds].filter(([, hold]) => hold.owner === owner);
		this.release(
			owner,
			held.map(([token]) => token),
		);
		this.owners.delete(owner);
		if (this.owners.size === 0) stores.delete(this.store);
	}

	/** @returns undefined when all are the owner's now; else none is, and this is when to ask again */
	acquire(owner: KeyOwner, tokens: string[]): Promise<void> | undefined {
		for (const token of tokens) {
			const hold = this.holds.get(token);
			if (hold && hold.owner !== owner) return hold.over;
		}
		for (const token of tokens) {
			if (this.holds.has(token)) continue;
			let end = () => {};
			const over = new Promise<void>((resolve) => (end = resolve));
			this.holds.set(token, { owner, over, end });
		}
		return undefined;
	}

	release(owner: KeyOwner, tokens: string[]): void {
		for (const token of tokens) {
			const hold = this.holds.get(token);
			if (hold?.owner !== owner) continue;
			this.holds.delete(token);
			hold.end();
		}
	}

	/** What a run asked the store before this may be out of date. */
	tellSent(owner: KeyOwner, tokens: string[]): void {
		for (const other of this.owners) if (other !== owner) other.hearOfSent(tokens);
	}
}
