/** The part of `RetryLimits` that one request has used up. */
export interface RetryTime {
	readonly maxMs: number;
	/** When its first attempt was, or when it first waited because the provider asked for it. */
	startedAt?: number;
}

/** Whether a wait stays within the time; the time starts here unless it has. */
export function isWithinRetryTime(time: RetryTime, now: number, waitMs: number): boolean {
	time.startedAt ??= now;
	return now + waitMs - time.startedAt <= time.maxMs;
}
