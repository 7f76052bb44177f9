import { isSafeToRetry, shouldSplit } from './retryPolicy';
import type { JobResult, SendJob, IdempotencyKey } from './types';
import type { SendResult, Rejected } from '../core/result';

/** How a fate counts in a run's tally. */
export function getResultStatus(result: JobResult): 'accepted' | 'failed' | 'unknown' | 'skipped' {
	if ('skipped' in result) return 'skipped';
	if ('cause' in result) return 'failed';
	if (result.accepted) return 'accepted';
	return result.outcomeUnknown ? 'unknown' : 'failed';
}

/** Keys of the letters with this promise. */
export function getStoreKeys<T>(jobs: SendJob<T>[], promise: IdempotencyKey['mode']): string[] {
	return jobs
		.filter(({ idempotency }) => idempotency?.mode === promise)
		.map(({ idempotency }) => idempotency?.storeKey as string);
}

export function isRateLimited(result: SendResult): result is Rejected {
	return !result.accepted && result.error.category === 'rateLimit' && result.error.retryable;
}

export function isRetryable<T>(result: SendResult, job: SendJob<T>): boolean {
	return !result.accepted && isSafeToRetry(result, job.isIdempotent);
}

export function canSplit(result: SendResult): boolean {
	return !result.accepted && shouldSplit(result);
}

/** Thrown while a request was made ready: nothing has left. */
export class NotSentError extends Error {
	/** @param cause what the letters' fate is told by */
	constructor(readonly cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause));
		this.name = 'NotSent';
	}
}

/**
 * What is known when something unforeseen was thrown after the request may have left. Of that only the
 * name is told: its words may hold what it came across, a secret included.
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
			advice:
				'The request may have gone through. Check for a delivery receipt, or check with the provider, before you run the item again.',
			details: cause instanceof Error ? cause.name : typeof cause,
		},
	};
}
