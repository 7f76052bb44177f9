import type { RetryLimits } from './retryPolicy';
import type { SendResult, Rejected } from '../core/result';

/** One recipient's copy of an item's message. */
export interface SendJob<T> {
	itemIndex: number;
	to: string;
	/** Letters of one chain leave one after the other, in their order: a recipient's, usually. */
	orderingKey: string;
	payload: T;
	/** Letters with the same key say the same and may share a request. */
	batchKey: string;
	retry: RetryLimits;
	/** Sending it again does no harm (a read receipt), so that an unknown outcome is tried again. */
	isIdempotent?: boolean;
	/** Not a message: the limit per recipient does not count it. */
	bypassesRecipientLimit?: boolean;
	idempotency?: IdempotencyKey;
}

export interface IdempotencyKey {
	/** As the user wrote it. */
	key: string;
	/** What the store remembers: the key and the recipient. */
	storeKey: string;
	mode: 'atMostOnce' | 'atLeastOnce';
}

/** What became of a letter. */
export type JobResult =
	| SendResult
	/** It was sent in an earlier run. */
	| { skipped: true }
	/** It could not be made ready, or not be recorded: it was not sent. */
	| { cause: unknown };

export interface JobReport<T> {
	job: SendJob<T>;
	result: JobResult;
	/** The provider's answer as it came, null when there was none. */
	raw: unknown;
	/** How many requests it took. */
	attempts: number;
}

export interface SendResponse {
	/** One per recipient, in their order. */
	results: SendResult[];
	/** The provider's answer as it came; null when there was none. */
	raw: unknown;
}

/** Carries letters to one account. `R` is a payload whose file is uploaded. */
export interface MessageClient<T, R> {
	/**
	 * Everything that may be done again without harm: uploads. May throw for what is the item's own
	 * fault.
	 */
	prepare(payload: T): Promise<{ ready: R } | { refused: Rejected; raw: unknown }>;
	/**
	 * Sends one request. Throws `NotSent` as long as nothing has left. After anything else that it
	 * throws, the message counts as one that may have been taken.
	 */
	send(ready: R, recipients: string[]): Promise<SendResponse>;
}
