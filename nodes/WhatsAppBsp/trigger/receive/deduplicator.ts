import { createHash } from 'crypto';
import { asNonEmptyText } from '../../core/parse';

/** Ids in memory. At 240 events/s some 40 seconds; at one event a second nearly three hours. */
const MAX_IDS = 10_000;

/**
 * Ids that survive a restart: they are written with each hand-over, so they must stay few. 250 are
 * promised; calls that wait at the same time are not answered in the order in which they are stored.
 */
const MAX_STORED_IDS = 400;

/** Characters of an id's hash: 60 bits, so that two ids among ten thousand are never taken for one. */
const HASH_LENGTH = 10;

/** What an event is recognised by. */
export interface EventKey {
	id: string;
	messageId?: string;
	/** ISO 8601; the time of receipt where the provider says none. */
	timestamp?: string;
}

export interface Claim<T> {
	/** Seen for the first time, and now this caller's to hand over. */
	newEvents: T[];
	/** How many have been handed over before, or are in this very list twice. */
	duplicates: number;
	/** One for each that another call is about to hand over: whether that came off. */
	inFlight: Array<Promise<boolean>>;
}

/**
 * The ids that one trigger has handed over. An id counts as seen only once it is handed over: if that
 * does not come off, it is forgotten, and the redelivery is taken.
 */
export class EventDeduplicator {
	/** Hash of an id → seen, or whether somebody hands it over. The oldest come first. */
	private readonly ids = new Map<string, true | Promise<boolean>>();

	/** Those handed over last, the newest at the end: some more than are stored. */
	private readonly newest: string[] = [];

	private restored: unknown;

	/**
	 * @param created whether the fresh ones were handed over, once that is known; never rejects
	 */
	claim<T extends EventKey>(events: readonly T[], created: Promise<boolean>): Claim<T> {
		const claim: Claim<T> = { newEvents: [], duplicates: 0, inFlight: [] };
		for (const event of events) {
			const hash = hashEvent(event);
			const state = this.ids.get(hash);
			if (state === undefined) {
				claim.newEvents.push(event);
				this.ids.set(hash, created);
			} else if (state === true || state === created) {
				claim.duplicates++;
			} else {
				claim.inFlight.push(state);
			}
		}
		if (claim.newEvents.length > 0) void this.settle(claim.newEvents, created);
		return claim;
	}

	/** Takes up what a process before this one, or beside it, has stored. */
	restore(stored: unknown): void {
		const text = asNonEmptyText(stored);
		if (text === undefined || text === this.restored) return;
		this.restored = text;
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
	markCreated(events: readonly EventKey[]): void {
		for (const event of events) this.remember(hashEvent(event));
	}

	isCreated(event: EventKey): boolean {
		return this.ids.get(hashEvent(event)) === true;
	}

	/** What is to be stored: the newest ids, as one text. */
	serialize(): string {
		return this.newest
			.filter((hash) => this.ids.get(hash) === true)
			.slice(-MAX_STORED_IDS)
			.join('');
	}

	private async settle(events: readonly EventKey[], created: Promise<boolean>): Promise<void> {
		const succeeded = await created;
		for (const event of events) {
			const hash = hashEvent(event);
			if (succeeded) this.remember(hash);
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
		if (this.newest.length > 2 * MAX_STORED_IDS) this.newest.splice(0, MAX_STORED_IDS);
	}

	private trim(): void {
		for (const [hash, state] of this.ids) {
			if (this.ids.size <= MAX_IDS) return;
			if (state === true) this.ids.delete(hash);
		}
	}
}

const TO_THE_MINUTE = '2026-11-20T08:00'.length;

/**
 * An event that is about no message has its content for an id. Where the provider says no time either,
 * the same report comes again in good faith hours later: only within a minute is it a redelivery.
 */
function hashEvent({ id, messageId, timestamp }: EventKey): string {
	const minute = messageId === undefined ? timestamp?.slice(0, TO_THE_MINUTE) : undefined;
	const key = minute === undefined ? id : `${id} ${minute}`;
	return createHash('sha256').update(key).digest('base64').slice(0, HASH_LENGTH);
}
