import type { RunIdempotency } from '../idempotency/runIdempotency';
import type { ProviderError } from '../core/providerError';
import type { Rejected, SendResult } from '../core/result';
import type { JobReporter } from './jobReporter';
import type { OrderedJobQueue, RequestBatch } from './jobQueue';
import {
	canSplit,
	findUnreachable,
	getBackoffMs,
	getRecipientBackoffMs,
	getRetryDelayMs,
	getRetryTimeLeftMs,
	isRateLimited,
	isUnavailable,
	isUnclear,
	isRetryable,
	startRetryTime,
	stopsRun,
} from './retryPolicy';
import { getRecipientDelayMs } from './recipientDelay';
import type { SendRunOptions } from './sendRunOptions';
import type { SendJob, SendResponse } from './types';

const NOTHING_SENT = 'Nothing was sent.';

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
	updateRateLimits(batch: RequestBatch<T, R>, response: SendResponse, sentAt: number): void {
		const { results, raw } = response;
		const { limiter, clock, random, progress } = this.options;
		const isAccepted = results.some(({ accepted }) => accepted);
		if (isAccepted) {
			this.isProviderDown = false;
			limiter.onAccepted();
		}
		const isClear = results.every((result) => result.accepted || !result.outcomeUnknown);
		// A file that was rejected says nothing about messages.
		if (isClear && (isAccepted || raw !== null) && batch.prepared !== undefined)
			limiter.onOutcomeKnown(sentAt);
		const stopping = results.find(stopsRun);
		if (stopping) this.stop(stopping.error);
		// First: the other pauses begin with this response.
		this.backOff(batch, response, sentAt);
		const unreachable = findUnreachable(response);
		if (unreachable && !this.isProviderDown)
			limiter.pauseFor(getRetryDelayMs(unreachable, batch.attempts, random()));
		const unavailable = results.find(isUnavailable);
		if (unavailable) {
			const waitMs = limiter.pauseForProvider(getErrorOfUnsent(unavailable));
			progress.onPaused(waitMs, 'the provider is unavailable');
		}
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

	/** Pauses the account if it’s open whether the message was accepted, and ends the run after a while of that. */
	private backOff({ jobs }: RequestBatch<T, R>, response: SendResponse, sentAt: number): void {
		const { limiter, random, progress } = this.options;
		const unclear = response.results.find(isUnclear);
		const failure = unclear ?? findUnreachable(response);
		// What certainly isn't sent, or may be sent again, costs no message; but in an outage, it takes the turn of one.
		const costsMessage = unclear && !jobs.every(({ isIdempotent }) => isIdempotent);
		if (!failure || !(costsMessage || limiter.outage.isOngoing)) return;
		const error = { ...failure.error, retryable: true, advice: NOTHING_SENT };
		const waitMs = limiter.onOutageFailure(sentAt, error, (failures) =>
			getBackoffMs(failures, random()),
		);
		progress.onPaused(waitMs, 'the provider is unavailable');
		if (limiter.outage.isLong) this.stop(error);
	}

	private stop(error: ProviderError): void {
		this.stopError ??= error;
		this.options.limiter.dismissWaiters();
	}

	/** Reports what is final and requeues what may be sent again. */
	async handleResponse(batch: RequestBatch<T, R>, response: SendResponse): Promise<void> {
		const { jobs } = batch;
		const { results, raw } = response;
		const getResult = (job: SendJob<T>) => results[jobs.indexOf(job)];
		if (jobs.length > 1 && results.every(canSplit)) {
			this.queue.split(batch);
			return;
		}
		const retry = this.planRetry(batch, results);
		const final = jobs.filter((job) => !retry?.jobs.includes(job));
		if (response.isFallback) this.reporter.texts.recordFallback(jobs, response);
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
		const getDelayMs = (addition: number) =>
			isAboutRecipient
				? getRecipientDelayMs(batch, this.options)
				: getRetryDelayMs(rejected, Math.max(1, batch.attempts), addition);
		const now = clock.now();
		startRetryTime(batch.retryTime, now);
		const leftMs = getRetryTimeLeftMs(batch.retryTime, now);
		// What is added at random doesn't decide whether there is time.
		const isInTime = getDelayMs(0) <= leftMs;
		const delayMs = Math.min(getDelayMs(random()), leftMs);
		const { maxRetries } = batch.jobs[0].retry;
		if (batch.attempts <= maxRetries && isInTime && (isRate || !this.isProviderDown))
			return { jobs: retried.map(({ job }) => job), delayMs };
		if (!isRate) this.isProviderDown = true;
		return undefined;
	}
}

/** What those get that can't wait: the rejected message may have been sent, they were not. */
function getErrorOfUnsent({ error, outcomeUnknown }: Rejected): ProviderError {
	return outcomeUnknown ? { ...error, retryable: true, advice: NOTHING_SENT } : error;
}
