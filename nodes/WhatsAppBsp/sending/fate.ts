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
