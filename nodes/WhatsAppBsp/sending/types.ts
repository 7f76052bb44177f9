import type { CancellationToken } from '../core/cancellation';
import type { SendResult, Rejected } from '../core/result';
import type { IdempotencyKey } from '../idempotency/idempotencyKey';

/** One recipient's copy of an item's message. */
export interface SendJob<T> {
	itemIndex: number;
	to: string;
	/** Jobs with the same key are sent one after the other, in their order: a recipient's, usually. */
	orderingKey: string;
	payload: T;
	/** Jobs with the same key have the same content and may share a request; without one, none may. */
	batchKey?: string;
	/** Parts of one text to one recipient: after one that wasn't accepted, the others aren't sent. */
	textKey?: string;
	retry: RetryLimits;
	/** Sending it again does no harm (a read receipt), so an unknown outcome is retried. */
	isIdempotent?: boolean;
	/** Not a message: the limit per recipient does not count it. */
	bypassesRecipientLimit?: boolean;
	idempotency?: IdempotencyKey;
}

/** What the user allows. */
export interface RetryLimits {
	/** How often one message may be sent again; 0: never. */
	maxRetries: number;
	/**
	 * Milliseconds after the first attempt in which it may be sent again. Also the longest wait that a
	 * provider may ask for before the first attempt.
	 */
	maxRetryTimeMs: number;
}

export type JobResult =
	| SendResult
	/** It was sent in an earlier run. */
	| { skipped: true }
	/** It could not be prepared, or its key not be recorded: it was not sent. */
	| { cause: unknown };

export interface JobReport<T> {
	job: SendJob<T>;
	result: JobResult;
	/** The provider's response, redacted; null when there was none. */
	raw: unknown;
	/** How many requests it took. */
	attempts: number;
}

export interface SendResponse {
	/** One per recipient, in their order. */
	results: SendResult[];
	/** The provider's response, redacted; null when there was none. */
	raw: unknown;
	/** A template was sent instead of the text, and stands for all its parts. */
	isFallback?: true;
}

/** Sends messages to one account. `R` is a payload whose files are uploaded. */
export interface MessageClient<T, R> {
	/** The payload as it is sent, unless its files have to be uploaded first. */
	getReady(payload: T): R | undefined;
	/**
	 * Everything that can be repeated without harm: uploads. May throw for what is the item's own
	 * fault.
	 */
	prepare(payload: T): Promise<{ ready: R } | { rejected: Rejected; raw: unknown }>;
	/**
	 * Sends one request. Throws `NotSentError` as long as nothing was sent. After anything else that
	 * it throws, the message counts as one that may have been accepted.
	 */
	send(ready: R, recipients: string[], options: SendOptions): Promise<SendResponse>;
}

export interface SendOptions {
	/** After which no further request may follow. */
	cancellation: CancellationToken;
	/** An earlier run has sent the text's beginning, or what stands for all of it. */
	isContinued: boolean;
	/** Waits for the rate limit before a second request; false: there must be none. */
	acquireAgain(): Promise<boolean>;
}
