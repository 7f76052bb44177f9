import type { Clock } from '../core/clock';
import { createDeferred } from '../core/deferred';
import { WorkSlice } from '../core/workSlice';
import type { RetryTime } from './retryPolicy';
import type { SendJob } from './types';

/** Jobs that share a request, and what waits for their results. */
interface BatchDependency {
	/** Jobs without a result yet. */
	remaining: number;
	/** Earlier dependencies with a job of the same ordering key. */
	blockedBy: number;
	next: Array<RequestBatch<unknown, unknown>>;
}

/** One request to be sent. */
export interface RequestBatch<T, R> {
	jobs: SendJob<T>[];
	dependency: BatchDependency;
	/** Requests sent so far. */
	attempts: number;
	/** Rejections for this recipient so far. */
	recipientRejections: number;
	retryTime: RetryTime;
	/** The payload with its files uploaded. */
	prepared?: R;
	/** The store has its keys. */
	keysClaimed: boolean;
}

/** Hands out requests so that jobs of one ordering key keep their order, and others run side by side. */
export class OrderedJobQueue<T, R> {
	private readonly ready: Array<RequestBatch<T, R>> = [];

	private head = 0;

	private readonly retries: Array<RequestBatch<T, R>> = [];

	private readonly idleWorkers: Array<(batch: RequestBatch<T, R> | undefined) => void> = [];

	private openDependencies = 0;

	private closed = false;

	private constructor(private readonly clock: Clock) {}

	static async create<T, R>(
		groups: Array<SendJob<T>[]>,
		clock: Clock,
	): Promise<OrderedJobQueue<T, R>> {
		const queue = new OrderedJobQueue<T, R>(clock);
		const last = new Map<string, BatchDependency>();
		const slice = new WorkSlice();
		for (const jobs of groups) {
			if (slice.isOver()) await slice.renew();
			queue.add(jobs, last);
		}
		return queue;
	}

	/** @param last the latest dependency of each ordering key */
	private add(jobs: SendJob<T>[], last: Map<string, BatchDependency>): void {
		const dependency: BatchDependency = { remaining: jobs.length, blockedBy: 0, next: [] };
		const batch = createBatch<T, R>(jobs, dependency);
		this.openDependencies += 1;
		for (const { orderingKey } of jobs) {
			const before = last.get(orderingKey);
			if (before) {
				before.next.push(batch);
				dependency.blockedBy += 1;
			}
			last.set(orderingKey, dependency);
		}
		if (dependency.blockedBy === 0) this.ready.push(batch);
	}

	/** The next request; undefined when there will be none. */
	async dequeue(): Promise<RequestBatch<T, R> | undefined> {
		if (this.closed || this.openDependencies === 0) return undefined;
		const batch = this.retries.shift() ?? this.shift();
		if (batch) return batch;
		const next = createDeferred<RequestBatch<T, R> | undefined>();
		this.idleWorkers.push(next.resolve);
		return await next.promise;
	}

	/** So many jobs have their result: what waits for the last of them may be sent. */
	complete({ dependency }: RequestBatch<T, R>, jobs: number): void {
		dependency.remaining -= jobs;
		if (dependency.remaining > 0) return;
		this.openDependencies -= 1;
		for (const batch of dependency.next as Array<RequestBatch<T, R>>) {
			batch.dependency.blockedBy -= 1;
			if (batch.dependency.blockedBy === 0) this.dispatch(batch, this.getList(batch));
		}
		if (this.openDependencies === 0) this.close();
	}

	/** The same request later, before new ones: what has waited longest goes first. */
	requeueAfter(batch: RequestBatch<T, R>, delayMs: number): void {
		this.requeueOnce(batch, this.clock.sleep(delayMs));
	}

	/** The same request once something else is done, before new ones. */
	requeueOnce(batch: RequestBatch<T, R>, done: Promise<void>): void {
		void done.then(() => this.dispatch(batch, this.retries));
	}

	/** One request for each job instead of one for all. */
	split(batch: RequestBatch<T, R>): void {
		for (const job of batch.jobs) {
			this.dispatch({ ...batch, jobs: [job] }, this.retries);
		}
	}

	/** Hands out nothing more. */
	close(): void {
		this.closed = true;
		for (const resolve of this.idleWorkers.splice(0)) resolve(undefined);
	}

	private dispatch(batch: RequestBatch<T, R>, list: Array<RequestBatch<T, R>>): void {
		const resolve = this.idleWorkers.shift();
		if (resolve) resolve(this.closed ? undefined : batch);
		else list.push(batch);
	}

	/** The next part of a text comes before another text's first one. */
	private getList({ jobs }: RequestBatch<T, R>): Array<RequestBatch<T, R>> {
		return jobs.some(({ textKey }) => textKey !== undefined) ? this.retries : this.ready;
	}

	/** `Array.shift` moves all that is left, which counts with ten thousand. */
	private shift(): RequestBatch<T, R> | undefined {
		if (this.head >= this.ready.length) return undefined;
		const batch = this.ready[this.head];
		this.head += 1;
		if (this.head > 1000) {
			this.ready.splice(0, this.head);
			this.head = 0;
		}
		return batch;
	}
}

function createBatch<T, R>(jobs: SendJob<T>[], dependency: BatchDependency): RequestBatch<T, R> {
	const retryTime = { maxMs: jobs[0].retry.maxRetryTimeMs };
	return { jobs, dependency, attempts: 0, recipientRejections: 0, retryTime, keysClaimed: false };
}
