import type { Clock } from '../../core/clock';
import type { RateLimits } from '../../core/rateLimits';
import { trimOldest } from '../../core/trimOldest';
import { AccountRateLimiter } from './accountRateLimiter';

/** Idle limiters beyond this many are dropped, the longest unused first. */
const MAX_LIMITERS = 200;

const limiters = new Map<string, AccountRateLimiter>();

/**
 * The account's rate limiter: one for all executions of this process, so that two workflows together
 * keep the limit. Workers of a queue each have their own; the provider's rejections slow them all.
 */
export function getRateLimiter(
	account: string,
	limits: RateLimits,
	clock: Clock,
): AccountRateLimiter {
	const limiter = limiters.get(account) ?? new AccountRateLimiter(clock, limits);
	limiters.delete(account);
	limiters.set(account, limiter);
	trimOldest(limiters, MAX_LIMITERS, (other) => other.isIdle && other !== limiter);
	return limiter;
}
