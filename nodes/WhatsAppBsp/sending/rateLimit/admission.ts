import type { Deferred } from '../../core/deferred';
import type { ProviderError } from '../../core/providerError';
import type { RetryTime } from '../retryPolicy';

/** What a late timer may catch up on, as time; more would be a burst. */
const MAX_CATCH_UP_MS = 250;

/** To be released once the response has come. */
export interface Slot {
	readonly admittedAt: number;
}

/** Nothing is sent, to a recipient or from the account. */
export interface Pause {
	/** When this process tries again. */
	until: number;
	/** When the provider accepts messages again, by its own account. */
	retryAt: number;
	error: ProviderError;
}

/** A pause: the provider asks for a longer wait than the request has time for. */
export type Admission = Slot | Pause | 'cancelled';

export function isSlot(admission: Admission): admission is Slot {
	return typeof admission !== 'string' && 'admittedAt' in admission;
}

export function isPause(admission: Admission): admission is Pause {
	return typeof admission !== 'string' && 'until' in admission;
}

/** When a run may send next by its own limit. */
export interface RunRate {
	readonly messagesPerSecond: number;
	nextAt: number;
}

export interface Waiter {
	messages: number;
	runRate: RunRate;
	time: RetryTime;
	admission: Deferred<Admission>;
}

/** When the next message may go. */
export function advance(nextAt: number, now: number, perSecond: number, messages: number): number {
	return Math.max(nextAt, now - MAX_CATCH_UP_MS) + (1000 / perSecond) * messages;
}
