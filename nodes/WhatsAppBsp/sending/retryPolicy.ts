import type { ErrorCategory } from '../core/providerError';
import type { Rejected } from '../core/result';

/** What the user allows. */
export interface RetryLimits {
	/** How often one message may be sent again; 0: never. */
	maxRetries: number;
	/** Milliseconds after the first attempt in which it may be sent again. */
	maxRetryTimeMs: number;
}

const INITIAL_DELAY_MS = 500;
const MAX_DELAY_MS = 60_000;

/** Refusals that say something about one recipient or the text, so that others may get through alone. */
const RECIPIENT_SPECIFIC_CATEGORIES: ReadonlySet<ErrorCategory> = new Set([
	'content',
	'parameter',
	'recipient',
	'template',
	'window',
]);

/** Whether the same request may be made again without the risk of a second message. */
export function isSafeToRetry({ error, outcomeUnknown }: Rejected, repeatable = false): boolean {
	return outcomeUnknown ? repeatable : error.retryable;
}

/**
 * Milliseconds before a message is sent again: what the provider asks for, else twice as long each
 * time; with up to a quarter on top, so that what was refused together does not come back together.
 * @param attempts how often it was sent so far
 * @param random a number from 0 to 1
 */
export function getRetryDelayMs({ error }: Rejected, attempts: number, random: number): number {
	const wait = error.retryAfterMs ?? Math.min(MAX_DELAY_MS, INITIAL_DELAY_MS * 2 ** (attempts - 1));
	return wait * (1 + random / 4);
}

/**
 * Milliseconds before the next message to one person after the provider refused for that person:
 * 4^n seconds, n from 0. Source: Meta, "Pair rate limits".
 */
export function getRecipientBackoffMs(refusals: number): number {
	return 1000 * 4 ** (refusals - 1);
}

/**
 * Whether the recipients of a refused request are worth one request each. A refusal is for the whole
 * request, so none of them got the message; one of them may be what it was refused for.
 */
export function shouldSplit({ error, outcomeUnknown }: Rejected): boolean {
	return !outcomeUnknown && !error.retryable && RECIPIENT_SPECIFIC_CATEGORIES.has(error.category);
}
