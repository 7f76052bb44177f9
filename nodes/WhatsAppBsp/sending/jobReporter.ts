import type { RunIdempotency } from '../idempotency/runIdempotency';
import { addRetryTime } from './addSendingAdvice';
import { getResultStatus } from './jobResult';
import type { OrderedJobQueue, RequestBatch } from './jobQueue';
import type { SendRunOptions } from './sendRunOptions';
import { TextParts } from './textParts';
import type { JobResult, SendJob } from './types';

/** Reports final results: to the caller, the statistics, the queue, and runs that wait for the keys. */
export class JobReporter<T, R> {
	private remaining: number;

	readonly texts = new TextParts();

	private firstError?: { error: unknown };

	constructor(
		jobs: number,
		private readonly queue: OrderedJobQueue<T, R>,
		private readonly options: SendRunOptions<T>,
		private readonly idempotency: RunIdempotency<SendJob<T>>,
	) {
		this.remaining = jobs;
	}

	/** @returns how many jobs have no result. @throws what `abort` was called with first */
	finish(): number {
		if (this.firstError) throw this.firstError.error;
		return this.remaining;
	}

	complete(
		batch: RequestBatch<T, R>,
		jobs: SendJob<T>[],
		getResult: (job: SendJob<T>) => JobResult,
		raw: unknown = null,
	): void {
		for (const job of jobs) this.report(job, getResult(job), raw, batch.attempts);
		if (jobs.length > 0) this.queue.complete(batch, jobs.length);
	}

	/** A job that needs no request. */
	report(job: SendJob<T>, result: JobResult, raw: unknown = null, attempts = 0): void {
		const { progress, onJobDone } = this.options;
		this.remaining -= 1;
		this.idempotency.settle(job);
		const status = getResultStatus(result);
		this.texts.recordResult(job, status);
		progress.count(status);
		try {
			onJobDone({ job, result: toFinalResult(result), raw, attempts });
		} catch (error) {
			this.abort(error);
		}
	}

	/** Nothing more is sent. */
	abort(error: unknown): void {
		this.firstError ??= { error };
		this.options.cancellation.cancel();
	}
}

function toFinalResult(result: JobResult): JobResult {
	const isRejected = 'accepted' in result && !result.accepted;
	return isRejected ? { ...result, error: addRetryTime(result.error) } : result;
}
