import { InvalidInputError } from '../core/errors';
import type { Rejected } from '../core/result';
import { MAYBE_SENT } from '../providers/shared/advice';
import type { JobResult } from './types';

/** How a result counts in a run's statistics. */
export function getResultStatus(result: JobResult): 'accepted' | 'failed' | 'unknown' | 'skipped' {
	if ('skipped' in result) return 'skipped';
	if ('cause' in result) return 'failed';
	if (result.accepted) return 'accepted';
	return result.outcomeUnknown ? 'unknown' : 'failed';
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

/** For what follows on a part of a text that wasn't accepted. */
export const createEarlierPartError = () =>
	InvalidInputError.create({
		code: 'earlier-part',
		title: 'An earlier part of the text wasn’t accepted',
		category: 'unknown',
		advice: 'This part wasn’t sent. See the item of the earlier part.',
	});
