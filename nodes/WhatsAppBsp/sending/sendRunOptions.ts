import type { CancellationToken } from '../core/cancellation';
import type { Clock } from '../core/clock';
import type { IdempotencyStore } from '../idempotency/idempotencyStore';
import type { BatchingOptions } from './batchJobs';
import type { RateLimiterHandle } from './rateLimit/accountRateLimiter';
import type { SendProgress } from './sendProgress';
import type { JobReport } from './types';

export interface SendRunOptions<T> {
	limiter: RateLimiterHandle;
	/** Only for jobs with an idempotency key. */
	idempotencyStore?: IdempotencyStore;
	/** Jobs with the same content share requests. */
	batching?: BatchingOptions;
	progress: SendProgress;
	/** Logs what went wrong without a result of its own. */
	warn(line: string): void;
	clock: Clock;
	/** A number from 0 to 1. */
	random(): number;
	/** Ends the run from outside. */
	cancellation: CancellationToken;
	/**
	 * Called once per job as soon as its result is final. May throw, which ends the run: requests in
	 * flight are waited for and reported, nothing more is sent.
	 */
	onJobDone(report: JobReport<T>): void;
}
