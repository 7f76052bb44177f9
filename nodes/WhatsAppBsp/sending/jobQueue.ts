import type { Clock } from '../core/clock';
import type { SendJob } from './types';

/** Letters that share a request, and all who wait for what becomes of them. */
interface BatchDependency {
	/** Letters without a fate yet. */
	remaining: number;
	/** Earlier orders with a letter of the same chain. */
	blockedBy: number;
	next: Array<RequestBatch<unknown, unknown>>;
}

/** One request to be made. */
export interface RequestBatch<T, R> {
	jobs: SendJob<T>[];
	dependency: BatchDependency;
	/** Requests made so far. */
	attempts: number;
	/** Refusals for this recipient so far. */
	recipientRejections: number;
	firstSentAt?: number;
	/** The payload with its file uploaded. */
	prepared?: R;
	/** The store has its keys. */
	keysClaimed: boolean;
}

/** Gives out requests so that each chain keeps its order, and different chains run side by side. */
export class OrderedJobQueue<T, R> {
	private readonly ready: Array<RequestBatch<T, R>> = [];

	private head = 0;

	private readonly retries: Array<RequestBatch<T, R>> = [];

	private readonly idleWorkers: Array<(batch: RequestBatch<T, R> | undefined) => void> = [];

	private openDependencies = 0;

	private closed = false;

	constructor(
		groups: Array<SendJob<T>[]>,
		private readonly clock: Clock,
	) {
		const last = new Map<string, BatchDependency>();
		for (const jobs of groups) {
			const order: BatchDependency = { remaining: jobs.length, blockedBy: 0, next: [] };
			const batch = this.createBatch(jobs, order);
			this.openDependencies += 1;
			for (const { orderingKey } of jobs) {
				const before = last.get(orderingKey);
				if (before) {
					before.next.push(batch);
					order.blockedBy += 1;
				}
				last.set(orderingKey, order);
			}
			if (order.blockedBy === 0) this.ready.push(batch);
		}
	}

	/** The next request; undefined when there will be none. */
	async dequeue(): Promise<RequestBatch<T, R> | undefined> {
		if (this.closed || this.openDependencies === 0) return undefined;
		const batch = this.retries.shift() ?? this.shift();
		return batch ?? (await new Promise((resolve) => this.idleWorkers.push(resolve)));
	}

	/** These letters have a fate: their recipients' next ones may go. */
	complete({ dependency }: RequestBatch<T, R>, jobs: number): void {
		dependency.remaining -= jobs;
		if (dependency.remaining > 0) return;
		this.openDependencies -= 1;
		for (const batch of dependency.next as Array<RequestBatch<T, R>>) {
			batch.dependency.blockedBy -= 1;
			if (batch.dependency.blockedBy === 0) this.dispatch(batch, this.ready);
		}
		if (this.openDependencies === 0) this.close();
	}

	/** The same request later, before others: who waited longest goes first. */
	requeueAfter(batch: RequestBatch<T, R>, afterMs: number): void {
		this.againAfter(batch, this.clock.sleep(afterMs));
	}

	/** The same request once something else is over, before others. */
	againAfter(batch: RequestBatch<T, R>, over: Promise<void>): void {
		void over.then(() => this.dispatch(batch, this.retries));
	}

	/** One request for each letter instead of one for all. */
	split(batch: RequestBatch<T, R>): void {
		for (const job of batch.jobs) {
			this.dispatch({ ...batch, jobs: [job] }, this.retries);
		}
	}

	/** Gives out nothing more. */
	close(): void {
		this.closed = true;
		for (const taker of this.idleWorkers.splice(0)) taker(undefined);
	}

	private createBatch(jobs: SendJob<T>[], dependency: BatchDependency): RequestBatch<T, R> {
		return { jobs, dependency, attempts: 0, recipientRejections: 0, keysClaimed: false };
	}

	private dispatch(batch: RequestBatch<T, R>, list: Array<RequestBatch<T, R>>): void {
		const taker = this.idleWorkers.shift();
		if (taker) taker(this.closed ? undefined : batch);
		else list.push(batch);
	}

	/** An array's own shift moves all that is left, which counts with ten thousand. */
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
