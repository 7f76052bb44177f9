import { createDeferred, type Deferred } from '../../core/deferred';

/** When a batch ends. */
export interface BatchOptions {
	/** So many milliseconds after it began, but not before the batch before got its execution. */
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
 * Collects the items of requests that arrive within a short time. Under load, a batch also waits for the
 * execution of the one before: executions that only wait for each other would cost more than they save.
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
		const batch = joined ?? {
			items: [],
			full: createDeferred<void>(),
			outcome: createDeferred<boolean>(),
		};
		// One by one: a request may have more events than a function can have arguments.
		for (const item of items) batch.items.push(item);
		this.open = batch;
		if (batch.items.length >= options.maxItems) this.close(batch);
		const succeeded = batch.outcome.promise;
		if (joined) return { role: 'follower', succeeded };

		await Promise.race([this.waitForWindow(options), batch.full.promise]);
		this.close(batch);
		return { role: 'leader', items: batch.items, settle: batch.outcome.resolve, succeeded };
	}

	private async waitForWindow({ windowMs, maxOpenMs }: BatchOptions): Promise<void> {
		const window = Promise.all([this.sleep(windowMs), this.previous]);
		await Promise.race([window, this.sleep(maxOpenMs)]);
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
