import type { Refused, SendOutcome } from '../providers/provider';
import { mayRepeat, worthSplitting } from './retry';
import type { Fate, Letter, Once } from './types';

/** How a fate counts in a run's tally. */
export function kindOf(fate: Fate): 'accepted' | 'failed' | 'unknown' | 'skipped' {
	if ('skipped' in fate) return 'skipped';
	if ('thrown' in fate) return 'failed';
	if (fate.accepted) return 'accepted';
	return fate.outcomeUnknown ? 'unknown' : 'failed';
}

/** Keys of the letters with this promise. */
export function tokensOf<T>(letters: Letter<T>[], promise: Once['promise']): string[] {
	return letters
		.filter(({ once }) => once?.promise === promise)
		.map(({ once }) => once?.token as string);
}

export function isRateLimit(fate: SendOutcome): fate is Refused {
	return !fate.accepted && fate.error.category === 'rateLimit' && fate.error.retryable;
}

export function isRepeatable<T>(fate: SendOutcome, letter: Letter<T>): boolean {
	return !fate.accepted && mayRepeat(fate, letter.repeatable);
}

export function isSplittable(fate: SendOutcome): boolean {
	return !fate.accepted && worthSplitting(fate);
}

/** Thrown while a request was made ready: nothing has left. */
export class NotSent extends Error {
	/** @param thrown what the letters' fate is told by */
	constructor(readonly thrown: unknown) {
		super(thrown instanceof Error ? thrown.message : String(thrown));
		this.name = 'NotSent';
	}
}

/**
 * What is known when something unforeseen was thrown after the request may have left. Of that only the
 * name is told: its words may hold what it came across, a secret included.
 */
export function lost(thrown: unknown): Refused {
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
			details: thrown instanceof Error ? thrown.name : typeof thrown,
		},
	};
}
