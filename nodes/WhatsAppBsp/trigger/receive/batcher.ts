import { deferred, type Deferred } from '../../core/deferred';

/** When a batch ends. */
export interface BatchOptions {
	/** After so many milliseconds, if the batch before has its execution by then. */
	windowMs: number;
	/** After so many milliseconds in any case. */
	maxOpenMs: number;
	/** With so many items, at once. */
	maxItems: number;
}

/**
 * The part of a request in a batch. The leader starts the execution with everybody's items and settles
 * it; the followers respond accordingly.
 */
export type BatchRole<T> =
	| { role: 'leader'; items: T[]; settle(succeeded: boolean): void; succeeded: Promise<boolean> }
	| { role: 'follower'; succeeded: Promise<boolean> };

interface Batch<T> {
	items: T[];
	full: Deferred<void>;
	outcome: Deferred<boolean>;
}

/**
 * Collects the items of requests that arrive within a short time. Under load, a batch also stays open until
 * the one before has its execution: executions that only wait for each other cost more than they save.
 */
export class Batcher<T> {
	private open?: Batch<T>;

	/** Settled once the batch before has its execution, or will not get one. */
	private previous: Promise<unknown> = Promise.resolve();

	/** @param sleep resolves after so many milliseconds */
	constructor(private readonly sleep: (ms: number) => Promise<void>) {}

	/** Resolves for the leader when the batch ends, for a follower immediately. */
	async join(items: readonly T[], options: BatchOptions): Promise<BatchRole<T>> {
		const joined = this.open;
		const batch = joined ?? { items: [], full: deferred<void>(), outcome: deferred<boolean>() };
		batch.items.push(...items);
		this.open = batch;
		if (batch.items.length >= options.maxItems) this.close(batch);
		const succeeded = batch.outcome.promise;
		if (joined) return { role: 'follower', succeeded };

		await Promise.race([this.waitForWindow(options), batch.full.promise]);
		this.close(batch);
		return { role: 'leader', items: batch.items, settle: batch.outcome.resolve, succeeded };
	}

	private async waitForWindow({ windowMs, maxOpenMs }: BatchOptions): Promise<void> {
		const { previous } = this;
		const longest = this.sleep(maxOpenMs);
		await this.sleep(windowMs);
		await Promise.race([previous, longest]);
	}

	/** The next request starts another batch. */
	private close(batch: Batch<T>): void {
		if (this.open === batch) {
			this.open = undefined;
			this.previous = batch.outcome.promise;
		}
		batch.full.resolve();
	}
}
