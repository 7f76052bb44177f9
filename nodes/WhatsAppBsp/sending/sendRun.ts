import { RunIdempotency } from '../idempotency/runIdempotency';
import { batchJobs } from './batchJobs';
import { JobReporter } from './jobReporter';
import { createEarlierPartError, NotSentError, unknownOutcome } from './jobResult';
import { OrderedJobQueue, type RequestBatch } from './jobQueue';
import type { Pause } from './rateLimit/recipientRateLimiter';
import { getRecipientDelayMs, ResponseHandler } from './responseHandler';
import { isWithinRetryTime, startRetryTime } from './retryPolicy';
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
 *   │  │              └─ the provider asks for longer ──────────► failed    │
 *   │  ▼                                                                    │
 *   │ keys ── another run is sending them ──────────────────────────────────┤
 *   │  │   ├─ an earlier part of the text was not accepted ─────► failed    │
 *   │  │   ├─ claimed before (At Most Once) ────────────────────► skipped   │
 *   │  │   └─ the account accepts nothing any more ─────────────► failed    │
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

/** Jobs that need no request: sent in an earlier run, or nobody can tell whether they were. */
async function findEarlyResults<T>(
	jobs: SendJob<T>[],
	idempotency: RunIdempotency<SendJob<T>>,
): Promise<Map<SendJob<T>, JobResult>> {
	const keyed = jobs.filter((job) => job.idempotency?.mode === 'atLeastOnce');
	if (keyed.length === 0) return new Map();
	try {
		const sent = await idempotency.findSent(keyed);
		return new Map(sent.map((job) => [job, { skipped: true }]));
	} catch (cause) {
		return new Map(keyed.map((job) => [job, { cause }]));
	}
}

/** A request’s slot at the rate limiter. */
interface Slot {
	isHeld: boolean;
	/** When the last request was admitted. */
	sentAt: number;
	/** Why a second request must not be made: the first one was rejected, and nothing was sent. */
	pause?: Pause;
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
			const pause = this.findLongPause(batch);
			const delayMs = getRecipientDelayMs(batch, this.options);
			if (pause) await this.giveUp(batch, pause);
			else if (delayMs > 0) this.queue.requeueAfter(batch, delayMs);
			else {
				const othersDone = this.idempotency.acquire(batch.jobs);
				if (othersDone) this.queue.requeueOnce(batch, othersDone);
				else await this.processBatch(batch);
			}
		}
	}

	/** A recipient's pause that takes longer than the request has time for. */
	private findLongPause({ jobs, retryTime }: RequestBatch<T, R>): Pause | undefined {
		const { limiter, clock } = this.options;
		const now = clock.now();
		const pauses = jobs
			.filter(({ bypassesRecipientLimit }) => !bypassesRecipientLimit)
			.flatMap(({ to }) => limiter.recipients?.getPause(to, now) ?? []);
		if (pauses.length > 0) startRetryTime(retryTime, now);
		return pauses.find(({ until }) => !isWithinRetryTime(retryTime, now, until - now));
	}

	/** Sends one request, or finds that there is none to send. */
	private async processBatch(batch: RequestBatch<T, R>): Promise<void> {
		const { limiter } = this.options;
		try {
			this.giveUpBrokenTexts(batch);
			if (batch.jobs.length === 0 || (await this.stop(batch))) return;
			if (this.idempotency.checksKeysFirst) await this.claimKeys(batch);
			if (batch.jobs.length === 0) return;
			if (!(await this.prepare(batch))) return;
			if (!(await this.acquire(batch, batch.jobs.length))) return;
		} catch (cause) {
			return await this.fail(batch, { cause });
		}
		const slot: Slot = { isHeld: true, sentAt: this.options.clock.now() };
		try {
			await this.sendBatch(batch, slot);
		} finally {
			if (slot.isHeld) limiter.release();
		}
	}

	/** @returns whether it has a slot, which must be released */
	private async acquire(batch: RequestBatch<T, R>, messages: number): Promise<boolean> {
		const { limiter, cancellation } = this.options;
		const admission = await limiter.acquire(messages, cancellation, batch.retryTime);
		if (admission === 'admitted' && !this.responses.stopError) return true;
		if (admission === 'admitted') {
			limiter.release();
			await this.stop(batch);
		} else if (admission !== 'cancelled') await this.giveUp(batch, admission);
		return false;
	}

	/** Whether nothing else of the run is sent. */
	private async stop(batch: RequestBatch<T, R>): Promise<boolean> {
		const { stopError } = this.responses;
		if (!stopError) return false;
		// What an earlier run has sent did not fail.
		await this.claimKeys(batch);
		if (batch.jobs.length > 0) await this.fail(batch, { accepted: false, error: stopError });
		return true;
	}

	/** @returns false when the request has its result, or none because the run was cancelled */
	private async prepare(batch: RequestBatch<T, R>): Promise<boolean> {
		const { limiter, clock } = this.options;
		const [{ payload }] = batch.jobs;
		batch.prepared ??= this.client.getReady(payload);
		if (batch.prepared) return true;
		// While the provider takes nothing from the account, it takes no files either.
		if (!(await this.acquire(batch, 0))) return false;
		limiter.release();
		const startedAt = clock.now();
		const prepared = await this.client.prepare(payload);
		if ('ready' in prepared) {
			batch.prepared = prepared.ready;
			return true;
		}
		batch.attempts += 1;
		const response = { results: batch.jobs.map(() => prepared.rejected), raw: prepared.raw };
		this.responses.updateRateLimits(batch, response, startedAt);
		await this.responses.handleResponse(batch, response);
		return false;
	}

	private async sendBatch(batch: RequestBatch<T, R>, slot: Slot): Promise<void> {
		const { limiter, clock, progress, cancellation } = this.options;
		try {
			await this.claimKeys(batch);
		} catch (cause) {
			return await this.fail(batch, { cause });
		}
		if (batch.jobs.length === 0 || cancellation.isCancelled) return;
		const sentAt = (slot.sentAt = clock.now());
		startRetryTime(batch.retryTime, sentAt);
		batch.attempts += 1;
		if (batch.attempts > 1) progress.count('retried');
		for (const { to, bypassesRecipientLimit } of batch.jobs) {
			if (!bypassesRecipientLimit) limiter.recipients?.onSent(to, sentAt);
		}
		const response = await this.requestSend(batch, slot);
		if (!response) return;
		const { jobs } = batch;
		try {
			this.responses.updateRateLimits(batch, response, slot.sentAt);
			await this.responses.handleResponse(batch, response);
		} catch (cause) {
			this.idempotency.commit(jobs);
			this.reporter.complete(batch, jobs, () => unknownOutcome(cause), response.raw);
		}
	}

	/** Whatever is thrown concerns these jobs alone. @returns undefined when they have their results */
	private async requestSend(
		batch: RequestBatch<T, R>,
		slot: Slot,
	): Promise<SendResponse | undefined> {
		const { limiter, clock, cancellation } = this.options;
		const recipients = batch.jobs.map(({ to }) => to);
		try {
			const response = await this.client.send(batch.prepared as R, recipients, {
				cancellation,
				isContinued: batch.jobs.some(({ textKey }) => this.reporter.isContinued(textKey)),
				acquireAgain: async () => {
					slot.isHeld = false;
					limiter.release();
					const admission = await limiter.acquire(recipients.length, cancellation, batch.retryTime);
					slot.isHeld = admission === 'admitted';
					if (slot.isHeld) slot.sentAt = clock.now();
					if (typeof admission !== 'string') slot.pause = admission;
					return slot.isHeld;
				},
			});
			if (!slot.pause) return response;
			await this.giveUp(batch, slot.pause);
			return undefined;
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

	/** Nothing was sent: another run may try it. */
	private async fail(batch: RequestBatch<T, R>, result: JobResult): Promise<void> {
		await this.idempotency.release(batch.jobs);
		this.reporter.complete(batch, batch.jobs, () => result);
	}

	/** Takes what follows on a part that wasn't accepted out of the request: nobody reads a text from its middle. */
	private giveUpBrokenTexts(batch: RequestBatch<T, R>): void {
		const broken = batch.jobs.filter(({ textKey }) => this.reporter.isBroken(textKey));
		if (broken.length === 0) return;
		batch.jobs = batch.jobs.filter((job) => !broken.includes(job));
		this.reporter.complete(batch, broken, () => ({ cause: createEarlierPartError() }));
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
