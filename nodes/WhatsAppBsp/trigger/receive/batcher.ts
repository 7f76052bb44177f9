import type { Deferred } from '../../core/deferred';
import { deferred } from '../../core/deferred';

/** When a batch ends: after this many milliseconds, or with this many items, whichever comes first. */
export interface BatchOptions {
	windowMs: number;
	maxItems: number;
}

/**
 * The part that a call has in a batch. The first call hands over what all of them brought, and says
 * whether that came off; the others wait for that and answer their senders accordingly.
 */
export type BatchRole<T> =
	| { role: 'leader'; items: T[]; settle(succeeded: boolean): void; succeeded: Promise<boolean> }
	| { role: 'follower'; succeeded: Promise<boolean> };

interface Batch<T> {
	items: T[];
	full: Deferred<void>;
	outcome: Deferred<boolean>;
}

/** Collects what calls bring at about the same time. */
export class Batcher<T> {
	private open?: Batch<T>;

	/** @param sleep resolves after so many milliseconds */
	constructor(private readonly sleep: (ms: number) => Promise<void>) {}

	/** Resolves for the first call when the batch ends, for any other at once. */
	async join(items: readonly T[], { windowMs, maxItems }: BatchOptions): Promise<BatchRole<T>> {
		const joined = this.open;
		const batch = joined ?? { items: [], full: deferred<void>(), outcome: deferred<boolean>() };
		batch.items.push(...items);
		this.open = batch;
		if (batch.items.length >= maxItems) this.close(batch);
		const created = batch.outcome.promise;
		if (joined) return { role: 'follower', succeeded: created };

		await Promise.race([this.sleep(windowMs), batch.full.promise]);
		this.close(batch);
		return {
			role: 'leader',
			items: batch.items,
			settle: batch.outcome.resolve,
			succeeded: created,
		};
	}

	/** From here on, calls begin the next batch. */
	private close(batch: Batch<T>): void {
		if (this.open === batch) this.open = undefined;
		batch.full.resolve();
	}
}
