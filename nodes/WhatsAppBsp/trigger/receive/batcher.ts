import { deferred, type Deferred } from '../../core/deferred';

/** When a batch ends: after this many milliseconds, or with this many items, whichever comes first. */
export interface BatchOptions {
	windowMs: number;
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

/** Collects the items of requests that arrive within a short time. */
export class Batcher<T> {
	private open?: Batch<T>;

	/** @param sleep resolves after so many milliseconds */
	constructor(private readonly sleep: (ms: number) => Promise<void>) {}

	/** Resolves for the leader when the batch ends, for a follower immediately. */
	async join(items: readonly T[], { windowMs, maxItems }: BatchOptions): Promise<BatchRole<T>> {
		const joined = this.open;
		const batch = joined ?? { items: [], full: deferred<void>(), outcome: deferred<boolean>() };
		batch.items.push(...items);
		this.open = batch;
		if (batch.items.length >= maxItems) this.close(batch);
		const succeeded = batch.outcome.promise;
		if (joined) return { role: 'follower', succeeded };

		await Promise.race([this.sleep(windowMs), batch.full.promise]);
		this.close(batch);
		return { role: 'leader', items: batch.items, settle: batch.outcome.resolve, succeeded };
	}

	/** The next request starts another batch. */
	private close(batch: Batch<T>): void {
		if (this.open === batch) this.open = undefined;
		batch.full.resolve();
	}
}
