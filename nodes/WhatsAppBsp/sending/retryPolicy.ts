import type { ErrorCategory } from '../core/providerError';
import type { Rejected, SendResult } from '../core/result';
import type { SendJob, SendResponse } from './types';

const INITIAL_DELAY_MS = 500;
const MAX_DELAY_MS = 60_000;

/** Errors about one recipient or the content, so that other recipients may get the message alone. */
const RECIPIENT_SPECIFIC_CATEGORIES: ReadonlySet<ErrorCategory> = new Set([
	'content',
	'parameter',
	'recipient',
	'template',
	'window',
]);

export function isRateLimited(result: SendResult): result is Rejected {
	return !result.accepted && result.error.category === 'rateLimit' && result.error.retryable;
}

/** Whether the provider has said itself for how long it takes nothing from the account. */
export function isUnavailable(result: SendResult): result is Rejected {
	if (result.accepted) return false;
	const { category, retryAfterMs } = result.error;
	return category === 'temporary' && retryAfterMs !== null;
}

/** Whether the provider failed without a word on whether it accepted the message. */
export function isUnclear(result: SendResult): result is Rejected {
	return (
		!result.accepted && result.outcomeUnknown === true && result.error.category === 'temporary'
	);
}

/** Without a response, and certainly not sent: the provider can't be reached. */
export function findUnreachable({ results, raw }: SendResponse): Rejected | undefined {
	return raw === null
		? results.find((result): result is Rejected => !result.accepted && result.error.retryable)
		: undefined;
}

export function stopsRun(result: SendResult): result is Rejected {
	return !result.accepted && result.stopsRun === true;
}

/** Whether the same request may be sent again without the risk of a second message. */
export function isRetryable<T>(
	result: SendResult,
	{ isIdempotent }: SendJob<T>,
): result is Rejected {
	if (result.accepted) return false;
	return result.outcomeUnknown ? isIdempotent === true : result.error.retryable;
}

/**
 * Whether the recipients of a rejected request are worth one request each. The whole request was
 * rejected, so none of them got the message; one of them may be the reason.
 */
export function canSplit(result: SendResult): boolean {
	if (result.accepted || result.outcomeUnknown || result.error.retryable) return false;
	return RECIPIENT_SPECIFIC_CATEGORIES.has(result.error.category);
}

/**
 * Milliseconds before a message is sent again: what the provider asks for, else twice as long each
 * time. Up to a quarter is added, so that what was rejected together doesn't come back together.
 * @param attempts how often it was sent so far
 * @param random a number from 0 to 1
 */
export function getRetryDelayMs({ error }: Rejected, attempts: number, random: number): number {
	return error.retryAfterMs === null
		? getBackoffMs(attempts, random)
		: error.retryAfterMs * (1 + random / 4);
}

/** Twice as long each time, with the same addition. */
export function getBackoffMs(failures: number, random: number): number {
	return Math.min(MAX_DELAY_MS, INITIAL_DELAY_MS * 2 ** (failures - 1)) * (1 + random / 4);
}

/**
 * Milliseconds before the next message to one person after the provider's nth rejection for that
 * person: 4^n seconds, n from 0. Source: Meta, "Pair rate limits".
 */
export function getRecipientBackoffMs(rejections: number): number {
	return 1000 * 4 ** (rejections - 1);
}

/** The part of `RetryLimits` that one request has used up. */
export interface RetryTime {
	readonly maxMs: number;
	/** When its first attempt was, or when it first waited because the provider asked for it. */
	startedAt?: number;
}

/** The time starts now unless it has. */
export function startRetryTime(time: RetryTime, now: number): void {
	time.startedAt ??= now;
}

/** Whether a wait stays within the time; one that has not started is unused. */
export function isWithinRetryTime(time: RetryTime, now: number, waitMs: number): boolean {
	return waitMs <= getRetryTimeLeftMs(time, now);
}

export function getRetryTimeLeftMs({ maxMs, startedAt }: RetryTime, now: number): number {
	return maxMs - (now - (startedAt ?? now));
}
