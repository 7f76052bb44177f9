import type { Clock } from '../core/clock';
import {
	isRateLimited,
	isRetryable,
	canSplit,
	getResultStatus,
	unknownOutcome,
	NotSentError,
	getStoreKeys,
} from './jobResult';
import { batchJobs, type BatchingOptions } from './batchJobs';
import type { IdempotencyStore } from '../idempotency/idempotencyStore';
import type { SendProgress } from './sendProgress';
import { OrderedJobQueue, type RequestBatch } from './jobQueue';
import { getRetryDelayMs, getRecipientBackoffMs } from './retryPolicy';
import { RunIdempotency } from '../idempotency/runIdempotency';
import type { RateLimiterHandle } from './rateLimit/accountRateLimiter';
import type { SendResponse, MessageClient, JobReport, JobResult, SendJob } from './types';
import type { SendResult, Rejected } from '../core/result';
import type { CancellationToken } from '../core/cancellation';

export interface SendRunOptions<T> {
	limiter: RateLimiterHandle;
	/** Only for letters with a key. */
	idempotencyStore?: IdempotencyStore;
	/** Letters that say the same share requests. */
	batching?: BatchingOptions;
	progress: SendProgress;
	clock: Clock;
	/** A number from 0 to 1. */
	random(): number;
	/** Ends the run from outside. */
	cancellation: CancellationToken;
	/**
	 * Hears of each letter as soon as its fate is known. May throw, which ends the run: what is in
	 * flight is waited for and reported, nothing more is sent.
	 */
	onJobDone(delivery: JobReport<T>): void;
}

/**
 * Sends letters as fast as the account's lease allows: each recipient's in their order, different
 * recipients side by side. Sends again only what was certainly not taken.
 *
 * @returns how many letters were not sent because the run was halted
 * @throws what `report` threw first
 */
export async function sendAll<T, R>(
	jobs: SendJob<T>[],
	client: MessageClient<T, R>,
	controls: SendRunOptions<T>,
): Promise<number> {
	const keys = new RunIdempotency(jobs, controls.idempotencyStore, controls.progress);
	try {
		return await new SendRun(client, controls, keys).run(jobs);
	} finally {
		await keys.close();
	}
}

class SendRun<T, R> {
	private queue!: OrderedJobQueue<T, R>;

	private remaining = 0;

	private firstError?: { error: unknown };

	/** A message could not be had through in all its attempts: the others are not waited for as long. */
	private isProviderDown = false;

	constructor(
		private readonly client: MessageClient<T, R>,
		private readonly options: SendRunOptions<T>,
		private readonly idempotency: RunIdempotency<T>,
	) {}

	async run(jobs: SendJob<T>[]): Promise<number> {
		const { batching, clock, cancellation, limiter } = this.options;
		this.remaining = jobs.length;
		const early = await this.findAlreadySent(jobs);
		const groups = batchJobs(
			jobs.filter((job) => !early.has(job)),
			batching,
		);
		this.queue = new OrderedJobQueue(groups, clock);
		const release = cancellation.onCancel(() => this.queue.close());
		early.forEach((result, job) => this.reportJob(job, result, null, 0));
		const workerCount = Math.min(limiter.limits.maxConcurrency, groups.length);
		try {
			// Whatever ends one of them ends all, and is waited for: none sends on after the run.
			const runWorker = async () =>
				await this.runWorker().catch((error: unknown) => this.abort(error));
			await Promise.all(Array.from({ length: workerCount }, runWorker));
		} finally {
			release();
		}
		if (this.firstError) throw this.firstError.error;
		return this.remaining;
	}

	/** Letters that need no request: sent in an earlier run, or nobody can tell whether they were. */
	private async findAlreadySent(jobs: SendJob<T>[]): Promise<Map<SendJob<T>, JobResult>> {
		const { idempotencyStore: store } = this.options;
		const keyed = jobs.filter(({ idempotency }) => idempotency?.mode === 'atLeastOnce');
		if (keyed.length === 0 || !store) return new Map();
		try {
			const sent = await store.findSent(getStoreKeys(keyed, 'atLeastOnce'));
			const known = keyed.filter(({ idempotency }) => sent.has(idempotency?.storeKey as string));
			return new Map(known.map((job) => [job, { skipped: true }]));
		} catch (cause) {
			return new Map(keyed.map((job) => [job, { cause }]));
		}
	}

	private async runWorker(): Promise<void> {
		for (let batch = await this.queue.dequeue(); batch; batch = await this.queue.dequeue()) {
			const wait = this.getRecipientDelayMs(batch);
			if (wait > 0) {
				this.queue.requeueAfter(batch, wait);
				continue;
			}
			const othersEnd = this.idempotency.acquire(batch.jobs);
			if (othersEnd) this.queue.againAfter(batch, othersEnd);
			else await this.processBatch(batch);
		}
	}

	private getRecipientDelayMs({ jobs }: RequestBatch<T, R>): number {
		const { limiter, clock } = this.options;
		const now = clock.now();
		const paced = jobs.filter(({ bypassesRecipientLimit }) => !bypassesRecipientLimit);
		return Math.max(0, ...paced.map(({ to }) => limiter.recipients?.getDelayMs(to, now) ?? 0));
	}

	/** Makes one request, or finds that there is none to make. */
	private async processBatch(batch: RequestBatch<T, R>): Promise<void> {
		const { limiter, cancellation } = this.options;
		try {
			if (this.idempotency.checksKeysFirst) await this.claimKeys(batch);
			if (batch.jobs.length === 0) return;
			if (!batch.prepared) {
				const prepared = await this.client.prepare(batch.jobs[0].payload);
				if ('refused' in prepared) {
					const { refused, raw } = prepared;
					batch.firstSentAt ??= this.options.clock.now();
					batch.attempts += 1;
					const results = batch.jobs.map(() => refused);
					return await this.handleResponse(batch, { results, raw });
				}
				batch.prepared = prepared.ready;
			}
			if (!(await limiter.acquire(batch.jobs.length, cancellation))) return;
		} catch (cause) {
			return await this.fail(batch, cause);
		}
		try {
			await this.sendBatch(batch);
		} finally {
			limiter.release();
		}
	}

	private async sendBatch(batch: RequestBatch<T, R>): Promise<void> {
		const { limiter, clock, progress, cancellation } = this.options;
		try {
			await this.claimKeys(batch);
		} catch (cause) {
			return await this.fail(batch, cause);
		}
		if (batch.jobs.length === 0) return;
		if (cancellation.isCancelled) return;
		const sentAt = clock.now();
		batch.firstSentAt ??= sentAt;
		batch.attempts += 1;
		if (batch.attempts > 1) progress.count('repeated');
		for (const { to, bypassesRecipientLimit } of batch.jobs) {
			if (!bypassesRecipientLimit) limiter.recipients?.onSent(to, sentAt);
		}
		const response = await this.requestSend(batch);
		if (!response) return;
		const { jobs } = batch;
		try {
			this.updateRateLimits(batch, response, sentAt);
			await this.handleResponse(batch, response);
		} catch (cause) {
			this.idempotency.commit(jobs);
			this.completeJobs(batch, jobs, () => unknownOutcome(cause), response.raw);
		}
	}

	/** Whatever is thrown is the fate of these letters alone; undefined when they have theirs already. */
	private async requestSend(batch: RequestBatch<T, R>): Promise<SendResponse | undefined> {
		const recipients = batch.jobs.map(({ to }) => to);
		try {
			return await this.client.send(batch.prepared as R, recipients);
		} catch (cause) {
			if (!(cause instanceof NotSentError)) {
				return { results: recipients.map(() => unknownOutcome(cause)), raw: null };
			}
			await this.fail(batch, cause.cause);
			return undefined;
		}
	}

	/** Nothing was sent: another run may try it. */
	private async fail(batch: RequestBatch<T, R>, cause: unknown): Promise<void> {
		await this.idempotency.release(batch.jobs);
		this.completeJobs(batch, batch.jobs, () => ({ cause }), null);
	}

	/** Takes the letters whose key was sent before out of the task. */
	private async claimKeys(batch: RequestBatch<T, R>): Promise<void> {
		if (batch.keysClaimed) return;
		batch.keysClaimed = true;
		const skipped = await this.idempotency.claim(batch.jobs);
		batch.jobs = batch.jobs.filter((job) => !skipped.includes(job));
		this.completeJobs(batch, skipped, () => ({ skipped: true }), null);
	}

	/** What the answer says about the pace. */
	private updateRateLimits(
		batch: RequestBatch<T, R>,
		{ results, raw }: SendResponse,
		sentAt: number,
	): void {
		const { limiter, clock, random, progress } = this.options;
		if (results.some(({ accepted }) => accepted)) {
			this.isProviderDown = false;
			limiter.onAccepted();
		}
		const [first] = results;
		const isSilent = raw === null && !first.accepted && first.error.retryable;
		if (isSilent && !this.isProviderDown)
			limiter.pauseFor(getRetryDelayMs(first, batch.attempts, random()));
		const limited = results.find(isRateLimited);
		if (!limited) return;
		if (!limiter.recipients?.handlesError(limited.error.code)) {
			progress.onPaused(limiter.onRateLimited(sentAt, limited.error.retryAfterMs));
			return;
		}
		batch.recipientRejections += 1;
		const wait = limited.error.retryAfterMs ?? getRecipientBackoffMs(batch.recipientRejections);
		for (const { to } of batch.jobs) limiter.recipients.onRateLimited(to, clock.now(), wait);
	}

	/** Reports what is final and makes ready what may be sent again. */
	private async handleResponse(
		batch: RequestBatch<T, R>,
		{ results, raw }: SendResponse,
	): Promise<void> {
		const resultByJob = new Map(batch.jobs.map((job, i) => [job, results[i]]));
		const getResult = (job: SendJob<T>) => resultByJob.get(job) as SendResult;
		const wait = this.getRetryDelay(batch, results);
		const again = batch.jobs.filter(
			(job) => wait !== undefined && isRetryable(getResult(job), job),
		);
		const refused = batch.jobs.filter((job) => canSplit(getResult(job)));
		if (batch.jobs.length > 1 && refused.length === batch.jobs.length) {
			this.queue.split(batch);
			return;
		}
		const final = batch.jobs.filter((job) => !again.includes(job));
		await this.idempotency.record(final, getResult);
		this.completeJobs(batch, final, getResult, raw);
		if (again.length === 0) return;
		batch.jobs = again;
		this.queue.requeueAfter(batch, wait as number);
	}

	/** Milliseconds to wait, or undefined when the limits allow no further attempt. */
	private getRetryDelay(batch: RequestBatch<T, R>, outcomes: SendResult[]): number | undefined {
		const { clock, random, limiter } = this.options;
		const refused = outcomes.find((result, i): result is Rejected =>
			isRetryable(result, batch.jobs[i]),
		);
		if (!refused) return undefined;
		const { maxRetries, maxRetryTimeMs } = batch.jobs[0].retry;
		const isPace = refused.error.category === 'rateLimit';
		const isAboutRecipient = limiter.recipients?.handlesError(refused.error.code) ?? false;
		const wait = isAboutRecipient
			? this.getRecipientDelayMs(batch)
			: getRetryDelayMs(refused, Math.max(1, batch.attempts), random());
		const now = clock.now();
		const isTooLate = now + wait - (batch.firstSentAt ?? now) > maxRetryTimeMs;
		if (batch.attempts <= maxRetries && !isTooLate && (isPace || !this.isProviderDown)) return wait;
		if (!isPace) this.isProviderDown = true;
		return undefined;
	}

	private completeJobs(
		batch: RequestBatch<T, R>,
		jobs: SendJob<T>[],
		getResult: (job: SendJob<T>) => JobResult,
		raw: unknown,
	): void {
		for (const job of jobs) this.reportJob(job, getResult(job), raw, batch.attempts);
		if (jobs.length > 0) this.queue.complete(batch, jobs.length);
	}

	private reportJob(job: SendJob<T>, result: JobResult, raw: unknown, attempts: number): void {
		const { progress, onJobDone } = this.options;
		this.remaining -= 1;
		this.idempotency.settle(job);
		progress.count(getResultStatus(result));
		try {
			onJobDone({ job, result, raw, attempts });
		} catch (error) {
			this.abort(error);
		}
	}

	private abort(error: unknown): void {
		this.firstError ??= { error };
		this.options.cancellation.cancel();
	}
}
