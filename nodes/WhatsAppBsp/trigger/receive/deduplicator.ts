import { createHash } from 'crypto';
import { asNonEmptyText } from '../../core/parse';
import { trimOldest } from '../../core/trimOldest';

/** Ids in memory. At 240 events/s some 40 seconds; at one event a second nearly three hours. */
const MAX_IDS = 10_000;

/**
 * Ids that survive a restart: they are written with the workflow, so they must stay few. 250 are
 * promised; requests that wait at the same time do not get their response in the order of this list.
 */
const MAX_STORED_IDS = 400;

/** Characters of an id's hash: 60 bits, so that no two ids among ten thousand share one. */
const HASH_LENGTH = 10;

/** What an event is recognized by. */
export interface EventKey {
	id: string;
	/** ISO 8601; the time of receipt where the provider sends none. */
	timestamp?: string;
	internal?: { mayRecur?: boolean };
}

export interface Claim<T> {
	/** Seen for the first time: this caller starts their execution. */
	newEvents: T[];
	/** One for each whose execution another request is starting: whether it was created. */
	inFlight: Array<Promise<boolean>>;
}

/**
 * The ids of the events that one trigger has started executions with. An id counts as seen only once
 * the execution exists: if it could not be created, the id is forgotten, and the redelivery is accepted.
 */
export class EventDeduplicator {
	/** Hash of an id → seen, or whether its execution will have been created. The oldest come first. */
	private readonly ids = new Map<string, true | Promise<boolean>>();

	/** Those seen last, the newest at the end: some more than are stored. */
	private readonly newest: string[] = [];

	private restored?: string;

	/** Whether ids were added since they were serialized. */
	hasUnstored = false;

	/**
	 * @param created whether the execution with the new ones exists, once that is known; never rejects
	 */
	claim<T extends EventKey>(events: readonly T[], created: Promise<boolean>): Claim<T> {
		const claim: Claim<T> = { newEvents: [], inFlight: [] };
		for (const event of events) {
			const hash = hashEvent(event);
			const state = this.ids.get(hash);
			if (state === undefined) {
				claim.newEvents.push(event);
				this.ids.set(hash, created);
			} else if (state !== true && state !== created) {
				claim.inFlight.push(state);
			}
		}
		if (claim.newEvents.length > 0) void this.settle(claim.newEvents, created);
		return claim;
	}

	/** Adds what a process before this one, or another worker, has stored. */
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
	 * The executions of these exist, even if no response was sent yet: what is stored from now on must
	 * say so, whichever request stores it, as the last one to do so overwrites the others.
	 */
	markCreated(events: readonly EventKey[]): void {
		for (const event of events) {
			if (this.remember(hashEvent(event))) this.hasUnstored = true;
		}
	}

	/** Its execution exists, or another request is starting it. */
	isKnown(event: EventKey): boolean {
		return this.ids.has(hashEvent(event));
	}

	isCreated(event: EventKey): boolean {
		return this.ids.get(hashEvent(event)) === true;
	}

	/** What is to be stored: the newest ids, as one text. */
	serialize(): string {
		this.hasUnstored = false;
		const stored = this.newest.filter((hash) => this.ids.get(hash) === true).slice(-MAX_STORED_IDS);
		return (this.restored = stored.join(''));
	}

	private async settle(events: readonly EventKey[], created: Promise<boolean>): Promise<void> {
		const succeeded = await created;
		if (succeeded) this.markCreated(events);
		else for (const event of events) this.ids.delete(hashEvent(event));
		this.trim();
	}

	/** @returns whether it was not known */
	private remember(hash: string): boolean {
		if (this.ids.get(hash) === true) return false;
		// Deleted and set again, so that the order is that of the executions.
		this.ids.delete(hash);
		this.ids.set(hash, true);
		this.newest.push(hash);
		if (this.newest.length > 2 * MAX_STORED_IDS) this.newest.splice(0, MAX_STORED_IDS);
		return true;
	}

	private trim(): void {
		trimOldest(this.ids, MAX_IDS, (state) => state === true);
	}
}

const TO_THE_MINUTE = '2026-11-20T08:00'.length;

/**
 * An id is the same only for the very same event. The exception is a report that has neither an id nor a
 * time of its own: within the same minute of receipt it counts as a redelivery, after that as another
 * report. A redelivery that comes later starts a second execution: rather twice than never.
 */
function hashEvent({ id, timestamp, internal }: EventKey): string {
	const minute = internal?.mayRecur ? timestamp?.slice(0, TO_THE_MINUTE) : undefined;
	const key = minute === undefined ? id : `${id} ${minute}`;
	return createHash('sha256').update(key).digest('base64').slice(0, HASH_LENGTH);
}
