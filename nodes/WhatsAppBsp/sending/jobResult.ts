import type { ErrorCategory, ProviderError } from '../core/providerError';
import type { Rejected, SendResult } from '../core/result';
import { MAYBE_SENT } from '../transport/networkErrors';
import type { JobResult, SendJob } from './types';

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

/** How a result counts in a run's statistics. */
export function getResultStatus(result: JobResult): 'accepted' | 'failed' | 'unknown' | 'skipped' {
	if ('skipped' in result) return 'skipped';
	if ('cause' in result) return 'failed';
	if (result.accepted) return 'accepted';
	return result.outcomeUnknown ? 'unknown' : 'failed';
}

export function isRateLimited(result: SendResult): result is Rejected {
	return !result.accepted && result.error.category === 'rateLimit' && result.error.retryable;
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
	const delayMs =
		error.retryAfterMs ?? Math.min(MAX_DELAY_MS, INITIAL_DELAY_MS * 2 ** (attempts - 1));
	return delayMs * (1 + random / 4);
}

/**
 * Milliseconds before the next message to one person after the provider's nth rejection for that
 * person: 4^n seconds, n from 0. Source: Meta, "Pair rate limits".
 */
export function getRecipientBackoffMs(rejections: number): number {
	return 1000 * 4 ** (rejections - 1);
}

/** The error, whose advice says when to try again, if the provider names a time. */
export function withRetryTime(error: ProviderError): ProviderError {
	const { retryAfterMs, advice } = error;
	if (retryAfterMs === null || retryAfterMs <= 0 || !Number.isFinite(retryAfterMs)) return error;
	return {
		...error,
		advice: `${advice} Wait ${formatDuration(retryAfterMs)} before you try again.`,
	};
}

function formatDuration(ms: number): string {
	const units = [
		{ name: 'second', ms: 1000 },
		{ name: 'minute', ms: 60_000 },
		{ name: 'hour', ms: 3_600_000 },
	];
	const unit = units.filter((each) => ms >= 2 * each.ms).pop() ?? units[0];
	const count = Math.ceil(ms / unit.ms);
	return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}

/** Thrown while a request was prepared: nothing was sent. */
export class NotSentError extends Error {
	/** @param cause the error to report for these jobs */
	constructor(readonly cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause));
		this.name = 'NotSentError';
	}
}

/**
 * The result when something unforeseen was thrown after the request may have been sent. Only the
 * error's name is shown: its message may hold a secret.
 */
export function unknownOutcome(cause: unknown): Rejected {
	return {
		accepted: false,
		outcomeUnknown: true,
		error: {
			code: 'unforeseen',
			title: 'The outcome of the request is unknown',
			category: 'unknown',
			retryable: false,
			retryAfterMs: null,
			advice: MAYBE_SENT,
			details: cause instanceof Error ? cause.name : typeof cause,
		},
	};
}
