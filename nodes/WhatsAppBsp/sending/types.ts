import type { Refused, SendOutcome } from '../providers/provider';
import type { RetryLimits } from './retry';

/** One recipient's copy of an item's message. */
export interface Letter<T> {
	itemIndex: number;
	to: string;
	/** Letters of one chain leave one after the other, in their order: a recipient's, usually. */
	chain: string;
	payload: T;
	/** Letters with the same key say the same and may share a request. */
	groupKey: string;
	retry: RetryLimits;
	/** Sending it again does no harm (a read receipt), so that an unknown outcome is tried again. */
	repeatable?: boolean;
	/** Not a message: the limit per recipient does not count it. */
	isNoMessage?: boolean;
	once?: Once;
}

export interface Once {
	/** As the user wrote it. */
	key: string;
	/** What the store remembers: the key and the recipient. */
	token: string;
	promise: 'atMostOnce' | 'atLeastOnce';
}

/** What became of a letter. */
export type Fate =
	| SendOutcome
	/** It was sent in an earlier run. */
	| { skipped: true }
	/** It could not be made ready, or not be recorded: it was not sent. */
	| { thrown: unknown };

export interface Delivery<T> {
	letter: Letter<T>;
	fate: Fate;
	/** The provider's answer as it came, null when there was none. */
	raw: unknown;
	/** How many requests it took. */
	attempts: number;
}

export interface Answer {
	/** One per recipient, in their order. */
	outcomes: SendOutcome[];
	/** The provider's answer as it came; null when there was none. */
	raw: unknown;
}

/** Carries letters to one account. `R` is a payload whose file is uploaded. */
export interface Carrier<T, R> {
	/**
	 * Everything that may be done again without harm: uploads. May throw for what is the item's own
	 * fault.
	 */
	prepare(payload: T): Promise<{ ready: R } | { refused: Refused; raw: unknown }>;
	/**
	 * Sends one request. Throws `NotSent` as long as nothing has left. After anything else that it
	 * throws, the message counts as one that may have been taken.
	 */
	post(ready: R, recipients: string[]): Promise<Answer>;
}

/** How much an account's provider takes. Numbers are per account. */
export interface SendingLimits {
	/** Messages a second; Infinity: as many as get through. */
	perSecond: number;
	/** Requests at the same time. */
	inFlight: number;
	perRecipient?: RecipientLimit;
}

/** What one person may get: `burst` messages at once, then one each `everyMs`. */
export interface RecipientLimit {
	everyMs: number;
	burst: number;
	/** Codes of refusals that are about this recipient only; others may go on. */
	codes: readonly string[];
}
