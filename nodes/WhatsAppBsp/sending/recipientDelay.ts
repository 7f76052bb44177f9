import type { RequestBatch } from './jobQueue';
import type { Pause } from './rateLimit/admission';
import { isWithinRetryTime, startRetryTime } from './retryPolicy';
import type { SendRunOptions } from './sendRunOptions';

/** Milliseconds until the limit per recipient admits all recipients of a request. */
export function getRecipientDelayMs<T, R>(
	{ jobs }: RequestBatch<T, R>,
	{ limiter, clock }: SendRunOptions<T>,
): number {
	const now = clock.now();
	const limited = jobs.filter(({ bypassesRecipientLimit }) => !bypassesRecipientLimit);
	return Math.max(0, ...limited.map(({ to }) => limiter.recipients?.getDelayMs(to, now) ?? 0));
}

/** A recipient's pause that takes longer than the request has time for. */
export function findLongPause<T, R>(
	{ jobs, retryTime }: RequestBatch<T, R>,
	{ limiter, clock }: SendRunOptions<T>,
): Pause | undefined {
	const now = clock.now();
	const pauses = jobs
		.filter(({ bypassesRecipientLimit }) => !bypassesRecipientLimit)
		.flatMap(({ to }) => limiter.recipients?.getPause(to, now) ?? []);
	if (pauses.length > 0) startRetryTime(retryTime, now);
	return pauses.find(({ until }) => !isWithinRetryTime(retryTime, now, until - now));
}
