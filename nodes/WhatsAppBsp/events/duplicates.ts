import { createHash } from 'crypto';
import { textOf } from './fields';

/** Ids in memory. At 240 events/s some 40 seconds; at one event a second nearly three hours. */
const KEPT = 10_000;

/**
 * Ids that survive a restart: they are written with each hand-over, so they must stay few. 250 are
 * promised; calls that wait at the same time are not answered in the order in which they are stored.
 */
const STORED = 400;

/** Characters of an id's hash: 60 bits, so that two ids among ten thousand are never taken for one. */
const HASH_LENGTH = 10;

/** What an event is recognised by. */
export interface Identified {
	id: string;
	messageId?: string;
	/** ISO 8601; the time of receipt where the provider says none. */
	timestamp?: string;
}

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

	/** Those handed over last, the newest at the end: some more than are stored. */
	private readonly newest: string[] = [];

	private adopted: unknown;

	/**
	 * @param handedOver whether the fresh ones were handed over, once that is known; never rejects
	 */
	claim<T extends Identified>(events: readonly T[], handedOver: Promise<boolean>): Claim<T> {
		const claim: Claim<T> = { fresh: [], seen: 0, elsewhere: [] };
		for (const event of events) {
			const hash = hashOf(event);
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
			if (!this.ids.has(hash)) this.remember(hash);
		}
		this.trim();
	}

	/**
	 * The executions of these exist, even if nobody is answered yet: what is stored from now on must say
	 * so, whichever call stores it, as the last one to do so overwrites the others.
	 */
	created(events: readonly Identified[]): void {
		for (const event of events) this.remember(hashOf(event));
	}

	/** What is to be stored: the newest ids, as one text. */
	toStore(): string {
		return this.newest
			.filter((hash) => this.ids.get(hash) === true)
			.slice(-STORED)
			.join('');
	}

	private async settle(events: readonly Identified[], handedOver: Promise<boolean>): Promise<void> {
		const cameOff = await handedOver;
		for (const event of events) {
			const hash = hashOf(event);
			if (cameOff) this.remember(hash);
			else this.ids.delete(hash);
		}
		this.trim();
	}

	private remember(hash: string): void {
		if (this.ids.get(hash) === true) return;
		// Set anew, so that the order is that of the hand-over.
		this.ids.delete(hash);
		this.ids.set(hash, true);
		this.newest.push(hash);
		if (this.newest.length > 2 * STORED) this.newest.splice(0, STORED);
	}

	private trim(): void {
		for (const [hash, state] of this.ids) {
			if (this.ids.size <= KEPT) return;
			if (state === true) this.ids.delete(hash);
		}
	}
}

const TO_THE_MINUTE = '2026-11-20T08:00'.length;

/**
 * An event that is about no message has its content for an id. Where the provider says no time either,
 * the same report comes again in good faith hours later: only within a minute is it a redelivery.
 */
function hashOf({ id, messageId, timestamp }: Identified): string {
	const minute = messageId === undefined ? timestamp?.slice(0, TO_THE_MINUTE) : undefined;
	const key = minute === undefined ? id : `${id} ${minute}`;
	return createHash('sha256').update(key).digest('base64').slice(0, HASH_LENGTH);
}
