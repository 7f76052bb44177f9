import type { RunIdempotency } from '../idempotency/runIdempotency';
import type { ProviderError } from '../core/providerError';
import type { Rejected, SendResult } from '../core/result';
import type { JobReporter } from './jobReporter';
import type { OrderedJobQueue, RequestBatch } from './jobQueue';
import {
	canSplit,
	getBackoffMs,
	getRecipientBackoffMs,
	getRetryDelayMs,
	isRateLimited,
	isUnavailable,
	isUnclear,
	isRetryable,
	isWithinRetryTime,
	startRetryTime,
	stopsRun,
} from './retryPolicy';
import type { SendRunOptions } from './sendRunOptions';
import type { SendJob, SendResponse } from './types';

/** Decides what follows from a response: the rate, retries, splitting a request, final results. */
export class ResponseHandler<T, R> {
	/** A message was given up after all its retries: the others don't wait for the provider as long. */
	private isProviderDown = false;

	/** Why nothing else of this run is worth a request. */
	stopError?: ProviderError;

	constructor(
		private readonly queue: OrderedJobQueue<T, R>,
		private readonly options: SendRunOptions<T>,
		private readonly idempotency: RunIdempotency<SendJob<T>>,
		private readonly reporter: JobReporter<T, R>,
	) {}

	/** What the response says about the account's and the recipients' rate. */
	updateRateLimits(
		batch: RequestBatch<T, R>,
		{ results, raw }: SendResponse,
		sentAt: number,
	): void {
		const { limiter, clock, random, progress } = this.options;
		if (results.some(({ accepted }) => accepted)) {
			this.isProviderDown = false;
			limiter.onAccepted();
		}
		const isClear = results.every((result) => result.accepted || !result.outcomeUnknown);
		// A file that was rejected says nothing about messages.
		if (isClear && raw !== null && batch.prepared !== undefined) limiter.onClear();
		this.stopError ??= results.find(stopsRun)?.error;
		const [first] = results;
		const isUnreachable = raw === null && !first.accepted && first.error.retryable;
		if (isUnreachable && !this.isProviderDown)
			limiter.pauseFor(getRetryDelayMs(first, batch.attempts, random()));
		const unavailable = results.find(isUnavailable);
		if (unavailable) {
			const waitMs = limiter.pauseForProvider(getErrorOfUnsent(unavailable));
			progress.onPaused(waitMs, 'the provider is unavailable');
		}
		const unclear = results.find(isUnclear);
		// What may be sent again costs nothing.
		if (unclear && !batch.jobs.every(({ isIdempotent }) => isIdempotent))
			this.backOff(unclear, sentAt);
		const limited = results.find(isRateLimited);
		if (!limited) return;
		const { error } = limited;
		if (!limiter.recipients?.handlesError(error.code)) {
			progress.onPaused(limiter.onRateLimited(sentAt, error));
			return;
		}
		batch.recipientRejections += 1;
		const waitMs = error.retryAfterMs ?? getRecipientBackoffMs(batch.recipientRejections);
		for (const { to } of batch.jobs)
			limiter.recipients.onRateLimited(to, clock.now(), waitMs, error);
	}

	/** Pauses the account, or ends the run once the provider has been down for too long. */
	private backOff(rejected: Rejected, sentAt: number): void {
		const { limiter, random, progress } = this.options;
		const waitMs = limiter.onUnclear(sentAt, (failures) => getBackoffMs(failures, random()));
		if (Number.isFinite(waitMs)) progress.onPaused(waitMs, 'the provider is unavailable');
		else this.stopError ??= getErrorOfUnsent(rejected);
	}

	/** Reports what is final and requeues what may be sent again. */
	async handleResponse(batch: RequestBatch<T, R>, { results, raw }: SendResponse): Promise<void> {
		const { jobs } = batch;
		const getResult = (job: SendJob<T>) => results[jobs.indexOf(job)];
		if (jobs.length > 1 && results.every(canSplit)) {
			this.queue.split(batch);
			return;
		}
		const retry = this.planRetry(batch, results);
		const final = jobs.filter((job) => !retry?.jobs.includes(job));
		await this.idempotency.record(final, getResult);
		this.reporter.complete(batch, final, getResult, raw);
		if (!retry) return;
		batch.jobs = retry.jobs;
		this.queue.requeueAfter(batch, retry.delayMs);
	}

	/**
	 * Starts the batch’s time for retries, and notes that the provider is down if that is over.
	 * @returns what to send again after so many milliseconds, or undefined for nothing
	 */
	private planRetry(
		batch: RequestBatch<T, R>,
		results: SendResult[],
	): { jobs: Array<SendJob<T>>; delayMs: number } | undefined {
		const { clock, random, limiter } = this.options;
		const retried = batch.jobs.flatMap((job, i) => {
			const result = results[i];
			return isRetryable(result, job) ? [{ job, rejected: result }] : [];
		});
		if (retried.length === 0) return undefined;
		const [{ rejected }] = retried;
		const isRate = rejected.error.category === 'rateLimit';
		const isAboutRecipient = limiter.recipients?.handlesError(rejected.error.code) ?? false;
		const delayMs = isAboutRecipient
			? getRecipientDelayMs(batch, this.options)
			: getRetryDelayMs(rejected, Math.max(1, batch.attempts), random());
		const now = clock.now();
		startRetryTime(batch.retryTime, now);
		const isInTime = isWithinRetryTime(batch.retryTime, now, delayMs);
		const { maxRetries } = batch.jobs[0].retry;
		if (batch.attempts <= maxRetries && isInTime && (isRate || !this.isProviderDown))
			return { jobs: retried.map(({ job }) => job), delayMs };
		if (!isRate) this.isProviderDown = true;
		return undefined;
	}
}

/** What those get that can't wait: the rejected message may have been sent, they were not. */
function getErrorOfUnsent({ error, outcomeUnknown }: Rejected): ProviderError {
	return outcomeUnknown ? { ...error, retryable: true, advice: 'Nothing was sent.' } : error;
}

/** Milliseconds until the limit per recipient admits all recipients of a request. */
export function getRecipientDelayMs<T, R>(
	{ jobs }: RequestBatch<T, R>,
	{ limiter, clock }: SendRunOptions<T>,
): number {
	const now = clock.now();
	const limited = jobs.filter(({ bypassesRecipientLimit }) => !bypassesRecipientLimit);
	return Math.max(0, ...limited.map(({ to }) => limiter.recipients?.getDelayMs(to, now) ?? 0));
}
