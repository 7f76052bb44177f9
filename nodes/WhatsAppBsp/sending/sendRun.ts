import { RunIdempotency } from '../idempotency/runIdempotency';
import { batchJobs } from './batchJobs';
import { JobReporter } from './jobReporter';
import { findEarlyResults } from './findEarlyResults';
import { createEarlierPartError, NotSentError, unknownOutcome } from './jobResult';
import { OrderedJobQueue, type RequestBatch } from './jobQueue';
import { isPause, isSlot, type Pause, type Slot } from './rateLimit/admission';
import { findLongPause, getRecipientDelayMs } from './recipientDelay';
import { ResponseHandler } from './responseHandler';
import { startRetryTime } from './retryPolicy';
import type { SendRunOptions } from './sendRunOptions';
import { type JobResult, type MessageClient, type SendJob, type SendResponse } from './types';

/**
 * Sends jobs as fast as the account's limits allow: each recipient's in their order, different
 * recipients side by side. Sends again only what was certainly not accepted.
 *
 *     jobs ── key sent in an earlier run (At Least Once) ──────────────────────► skipped
 *      │ batchJobs
 *      ▼
 *   ┌ queue ◄───────────────────────────────────────────────────────────────┐
 *   │  │ dequeue: one of `maxConcurrency` workers                           │
 *   │  ▼                                                                    │
 *   │ recipient limit ── wait fits into Max Retry Time ─────────────────────┤
 *   │  ▼                                                                    │
 *   │ keys ── another run is sending them ──────────────────────────────────┤
 *   │  │   ├─ an earlier part of the text was not accepted ─────► failed    │
 *   │  │   ├─ a template stands for the whole text ──► accepted or unknown  │
 *   │  │   ├─ claimed before (At Most Once) ────────────────────► skipped   │
 *   │  │   ├─ the account accepts nothing any more ─────────────► failed    │
 *   │  │   └─ for the recipient, a longer wait is asked for ────► failed    │
 *   │  ▼                                                                    │
 *   │ prepare (uploads) ── rejected ──► handleResponse                      │
 *   │  ▼                                                                    │
 *   │ rate limit ── the provider asks for longer ───────────────► failed    │
 *   │  ▼                                                                    │
 *   │ send ── nothing was sent ─────────────────────────────────► failed    │
 *   │  ▼                                                                    │
 *   │ handleResponse ── retry after a delay, or split by recipient ─────────┘
 *   │  ▼
 *   └ complete: accepted, failed or unknown; the ordering key's next job may go
 *
 * Cancelling closes the queue and ends all waits. Requests in flight are waited for.
 *
 * @returns how many jobs were not sent because the run was cancelled
 * @throws what `onJobDone` threw first
 */
export async function sendAll<T, R>(
	jobs: SendJob<T>[],
	client: MessageClient<T, R>,
	options: SendRunOptions<T>,
): Promise<number> {
	const idempotency = new RunIdempotency(jobs, options.idempotencyStore, (line) =>
		options.warn(line),
	);
	try {
		const early = await findEarlyResults(jobs, idempotency);
		const batches = await batchJobs(
			jobs.filter((job) => !early.has(job)),
			options.batching,
		);
		const queue = await OrderedJobQueue.create<T, R>(batches, options.clock);
		const reporter = new JobReporter(jobs.length, queue, options, idempotency);
		const unsubscribe = options.cancellation.onCancel(() => queue.close());
		try {
			early.forEach((result, job) => reporter.report(job, result));
			const workers = Math.min(options.limiter.limits.maxConcurrency, batches.length);
			await new SendRun(client, options, queue, idempotency, reporter).run(workers);
			return reporter.finish();
		} finally {
			unsubscribe();
		}
	} finally {
		await idempotency.close();
	}
}

interface Attempt {
	slot?: Slot;
	/** When the last request was admitted. */
	sentAt: number;
	/** There was no slot for a second request: the jobs have their results. */
	isGivenUp?: boolean;
}

/** The workers of a run: each takes one request after the other from the queue. */
class SendRun<T, R> {
	private readonly responses: ResponseHandler<T, R>;

	constructor(
		private readonly client: MessageClient<T, R>,
		private readonly options: SendRunOptions<T>,
		private readonly queue: OrderedJobQueue<T, R>,
		private readonly idempotency: RunIdempotency<SendJob<T>>,
		private readonly reporter: JobReporter<T, R>,
	) {
		this.responses = new ResponseHandler(queue, options, idempotency, reporter);
	}

	/** If one worker fails, all stop and are waited for, so nothing is sent after the run ended. */
	async run(workers: number): Promise<void> {
		const work = async () =>
			await this.runWorker().catch((error: unknown) => this.reporter.abort(error));
		await Promise.all(Array.from({ length: workers }, work));
	}

	private async runWorker(): Promise<void> {
		for (let batch = await this.queue.dequeue(); batch; batch = await this.queue.dequeue()) {
			const pause = findLongPause(batch, this.options);
			const delayMs = pause ? 0 : getRecipientDelayMs(batch, this.options);
			if (delayMs > 0) this.queue.requeueAfter(batch, delayMs);
			else {
				const othersDone = this.idempotency.acquire(batch.jobs);
				if (othersDone) this.queue.requeueOnce(batch, othersDone);
				else await this.processBatch(batch, pause);
			}
		}
	}

	/** Sends one request, or finds that there is none to send. @param pause a recipient's, too long for it */
	private async processBatch(batch: RequestBatch<T, R>, pause?: Pause): Promise<void> {
		const { limiter } = this.options;
		let slot: Slot | 'cancelled' | 'givenUp';
		try {
			this.giveUpBrokenTexts(batch);
			await this.completeReplacedTexts(batch);
			if (batch.jobs.length === 0 || (await this.failIfStopped(batch))) return;
			if (pause) return await this.giveUp(batch, pause);
			if (this.idempotency.checksKeysFirst) await this.claimKeys(batch);
			if (batch.jobs.length === 0) return;
			if (!(await this.prepare(batch))) return;
			slot = await this.acquire(batch, batch.jobs.length);
		} catch (cause) {
			return await this.fail(batch, { cause });
		}
		if (typeof slot === 'string') return;
		const attempt: Attempt = { slot, sentAt: this.options.clock.now() };
		try {
			await this.sendBatch(batch, attempt);
		} finally {
			if (attempt.slot) limiter.release(attempt.slot);
		}
	}

	/** @returns a slot, which must be released; after `givenUp`, the request has its result */
	private async acquire(
		batch: RequestBatch<T, R>,
		messages: number,
	): Promise<Slot | 'cancelled' | 'givenUp'> {
		const { limiter, cancellation } = this.options;
		if (await this.failIfStopped(batch)) return 'givenUp';
		const admission = await limiter.acquire(messages, cancellation, batch.retryTime);
		if (isSlot(admission)) {
			if (!this.responses.stopError) return admission;
			limiter.release(admission);
		}
		if (await this.failIfStopped(batch)) return 'givenUp';
		if (!isPause(admission)) return 'cancelled';
		await this.giveUp(batch, admission);
		return 'givenUp';
	}

	/** Once nothing else of the run is sent: gives the request its result. @returns whether it did */
	private async failIfStopped(batch: RequestBatch<T, R>): Promise<boolean> {
		const { stopError } = this.responses;
		if (stopError) await this.fail(batch, { accepted: false, error: stopError });
		return stopError !== undefined;
	}

	/** @returns false when the request has its result, or none because the run was cancelled */
	private async prepare(batch: RequestBatch<T, R>): Promise<boolean> {
		const { limiter, clock } = this.options;
		const [{ payload }] = batch.jobs;
		batch.prepared ??= this.client.getReady(payload);
		if (batch.prepared) return true;
		// While the provider takes nothing from the account, it takes no files either.
		const slot = await this.acquire(batch, 0);
		if (typeof slot === 'string') return false;
		limiter.release(slot);
		const startedAt = clock.now();
		const prepared = await this.client.prepare(payload);
		if ('ready' in prepared) {
			batch.prepared = prepared.ready;
			return true;
		}
		await this.claimKeys(batch);
		if (batch.jobs.length === 0) return false;
		batch.attempts += 1;
		const response = { results: batch.jobs.map(() => prepared.rejected), raw: prepared.raw };
		this.responses.updateRateLimits(batch, response, startedAt);
		await this.responses.handleResponse(batch, response);
		return false;
	}

	private async sendBatch(batch: RequestBatch<T, R>, attempt: Attempt): Promise<void> {
		const { limiter, clock, progress, cancellation } = this.options;
		try {
			await this.claimKeys(batch);
		} catch (cause) {
			return await this.fail(batch, { cause });
		}
		if (batch.jobs.length === 0 || cancellation.isCancelled) return;
		const sentAt = (attempt.sentAt = clock.now());
		startRetryTime(batch.retryTime, sentAt);
		batch.attempts += 1;
		if (batch.attempts > 1) progress.count('retried');
		for (const { to, bypassesRecipientLimit } of batch.jobs) {
			if (!bypassesRecipientLimit) limiter.recipients?.onSent(to, sentAt);
		}
		const response = await this.requestSend(batch, attempt);
		if (!response) return;
		const { jobs } = batch;
		try {
			this.responses.updateRateLimits(batch, response, attempt.sentAt);
			await this.responses.handleResponse(batch, response);
		} catch (cause) {
			this.idempotency.commit(jobs);
			this.reporter.complete(batch, jobs, () => unknownOutcome(cause), response.raw);
		}
	}

	/** Whatever is thrown concerns these jobs alone. @returns undefined when they have their results */
	private async requestSend(
		batch: RequestBatch<T, R>,
		attempt: Attempt,
	): Promise<SendResponse | undefined> {
		const { limiter, clock, cancellation } = this.options;
		const recipients = batch.jobs.map(({ to }) => to);
		try {
			const response = await this.client.send(batch.prepared as R, recipients, {
				cancellation,
				isContinued: batch.jobs.some((job) => this.reporter.texts.isContinued(job)),
				acquireAgain: async () => {
					if (attempt.slot) limiter.release(attempt.slot);
					attempt.slot = undefined;
					const slot = await this.acquire(batch, recipients.length);
					attempt.isGivenUp = slot === 'givenUp';
					if (typeof slot === 'string') return false;
					attempt.slot = slot;
					attempt.sentAt = clock.now();
					return true;
				},
			});
			return attempt.isGivenUp ? undefined : response;
		} catch (cause) {
			if (!(cause instanceof NotSentError)) {
				return { results: recipients.map(() => unknownOutcome(cause)), raw: null };
			}
			await this.fail(batch, { cause: cause.cause });
			return undefined;
		}
	}

	/** The provider asks for a longer wait than the request has time for: the item says how long. */
	private async giveUp(batch: RequestBatch<T, R>, pause: Pause): Promise<void> {
		const retryAfterMs = Math.max(0, Math.ceil(pause.retryAt - this.options.clock.now()));
		await this.fail(batch, { accepted: false, error: { ...pause.error, retryAfterMs } });
	}

	/** Nothing was sent now: another run may try it, unless an earlier one has sent it. */
	private async fail(batch: RequestBatch<T, R>, result: JobResult): Promise<void> {
		const claimed = await this.claimKeys(batch).catch((cause: unknown) => ({ cause }));
		await this.idempotency.release(batch.jobs);
		this.reporter.complete(batch, batch.jobs, () => claimed ?? result);
	}

	/** Takes what follows on a part that wasn't accepted out of the request: nobody reads a text from its middle. */
	private giveUpBrokenTexts(batch: RequestBatch<T, R>): void {
		const broken = batch.jobs.filter((job) => this.reporter.texts.isBroken(job));
		if (broken.length === 0) return;
		batch.jobs = batch.jobs.filter((job) => !broken.includes(job));
		this.reporter.complete(batch, broken, () => ({ cause: createEarlierPartError() }));
	}

	/** Takes parts of a text that a template stands for out of the request: they have the template’s result. */
	private async completeReplacedTexts(batch: RequestBatch<T, R>): Promise<void> {
		const { texts } = this.reporter;
		if (!batch.jobs.some((job) => texts.getReplacement(job))) return;
		await this.claimKeys(batch);
		for (const job of batch.jobs) {
			const replacement = texts.getReplacement(job);
			if (!replacement) continue;
			const getResult = () => replacement.result;
			batch.jobs = batch.jobs.filter((other) => other !== job);
			await this.idempotency.record([job], getResult);
			this.reporter.complete(batch, [job], getResult, replacement.raw);
		}
	}

	/** Takes jobs whose key was used before out of the request. */
	private async claimKeys(batch: RequestBatch<T, R>): Promise<void> {
		if (batch.keysClaimed) return;
		batch.keysClaimed = true;
		if (!this.idempotency.hasStore) return;
		const skipped = await this.idempotency.claim(batch.jobs);
		batch.jobs = batch.jobs.filter((job) => !skipped.includes(job));
		this.reporter.complete(batch, skipped, () => ({ skipped: true }));
	}
}
