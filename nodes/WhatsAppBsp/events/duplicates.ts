import { createHash } from 'crypto';
import { textOf } from './fields';

/** Ids in memory. At 240 events/s some 40 seconds; at one event a second nearly three hours. */
const KEPT = 10_000;

/** Ids that survive a restart: they are written with each hand-over, so they must stay few. */
const STORED = 250;

/** Characters of an id's hash: 60 bits, so that two ids among ten thousand are never taken for one. */
const HASH_LENGTH = 10;

export interface Claim<T> {
	/** Seen for the first time, and now this caller's to hand over. */
	fresh: T[];
	/** How many have been handed over before, or are in this very list twice. */
	seen: number;
	/** One for each that another call is about to hand over: whether that came off. */
	elsewhere: Array<Promise<boolean>>;
}

/**
 * The ids that one trigger has handed over. An id counts as seen only once it is handed over: if that
 * does not come off, it is forgotten, and the redelivery is taken.
 */
export class SeenIds {
	/** Hash of an id → seen, or whether somebody hands it over. The oldest come first. */
	private readonly ids = new Map<string, true | Promise<boolean>>();

	private adopted: unknown;

	/**
	 * @param handedOver whether the fresh ones were handed over, once that is known; never rejects
	 */
	claim<T extends { id: string }>(events: readonly T[], handedOver: Promise<boolean>): Claim<T> {
		const claim: Claim<T> = { fresh: [], seen: 0, elsewhere: [] };
		for (const event of events) {
			const hash = hashOf(event.id);
			const state = this.ids.get(hash);
			if (state === undefined) {
				claim.fresh.push(event);
				this.ids.set(hash, handedOver);
			} else if (state === true || state === handedOver) {
				claim.seen++;
			} else {
				claim.elsewhere.push(state);
			}
		}
		if (claim.fresh.length > 0) void this.settle(claim.fresh, handedOver);
		return claim;
	}

	/** Takes up what a process before this one, or beside it, has stored. */
	adopt(stored: unknown): void {
		const text = textOf(stored);
		if (text === undefined || text === this.adopted) return;
		this.adopted = text;
		for (let at = 0; at + HASH_LENGTH <= text.length; at += HASH_LENGTH) {
			const hash = text.slice(at, at + HASH_LENGTH);
			if (!this.ids.has(hash)) this.ids.set(hash, true);
		}
		this.trim();
	}

	/** What is to be stored when these are handed over: the newest ids, as one text. */
	toStore(handingOver: ReadonlyArray<{ id: string }>): string {
		const newest = handingOver.slice(-STORED).map(({ id }) => hashOf(id));
		const wanted = new Set(newest);
		const room = STORED - newest.length;
		const seen = [...this.ids].filter(([hash, state]) => state === true && !wanted.has(hash));
		const earlier = room > 0 ? seen.slice(-room).map(([hash]) => hash) : [];
		return [...earlier, ...newest].join('');
	}

	private async settle(
		events: ReadonlyArray<{ id: string }>,
		handedOver: Promise<boolean>,
	): Promise<void> {
		const cameOff = await handedOver;
		for (const { id } of events) {
			const hash = hashOf(id);
			this.ids.delete(hash);
			// Set anew, so that the order is that of the hand-over.
			if (cameOff) this.ids.set(hash, true);
		}
		this.trim();
	}

	private trim(): void {
		for (const [hash, state] of this.ids) {
			if (this.ids.size <= KEPT) return;
			if (state === true) this.ids.delete(hash);
		}
	}
}

function hashOf(id: string): string {
	return createHash('sha256').update(id).digest('base64').slice(0, HASH_LENGTH);
}
