import type { Deferred } from '../../core/deferred';
import { deferred } from '../../core/deferred';

/** Milliseconds, but for `mostItems`. */
export interface DebounceOptions {
	/** A burst ends after so long without another call. */
	quietMs: number;
	/** It ends after so long even if calls go on. */
	maxMs: number;
	maxItems: number;
}

/**
 * The part that a call has in a burst: `overtaken` when another of the same sender came before it was
 * quiet, `carrier` when it was the last one and hands over what all of them brought.
 */
export type DebounceRole<T> =
	| { role: 'leader'; items: T[]; settle(succeeded: boolean): void; succeeded: Promise<boolean> }
	| { role: 'overtaken'; succeeded: Promise<boolean> };

interface PendingRequest<T> {
	items: T[];
	/** Whether this call's items were handed over, in this burst or, having been answered, in a later one. */
	outcome: Deferred<boolean>;
}

interface PendingGroup<T> {
	startedAt: number;
	/** What each call brought, in their order. */
	requests: Array<PendingRequest<T>>;
	/** Number of the call that waits. */
	turn: number;
	/** Since when no call waits that would hand it over. */
	leftAt?: number;
	/** Ends the wait of the call before. */
	overtake?: () => void;
}

/** What bursts were left with, for any call that can hand it over. */
export interface UnsentEvents<T> {
	items: T[];
	/** Whether each of these calls' items were handed over, as it was told to `join`. */
	outcomes: ReadonlyArray<Promise<boolean>>;
	settle(created: boolean): void;
}

export interface DebounceClock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

/**
 * Groups the calls of one sender. Only the last call of a burst is kept waiting for its answer: those
 * before it may be answered as soon as another has come, provided that what they brought is stored.
 */
export class Debouncer<T> {
	/** Bursts that a further call can join, by sender. */
	private readonly open = new Map<string, PendingGroup<T>>();

	/** Those and the ones that are being handed over. */
	private readonly unsettled = new Set<PendingGroup<T>>();

	constructor(private readonly clock: DebounceClock) {}

	/** @param outcome settled once it is known whether this call's items were handed over */
	async join(
		key: string,
		items: readonly T[],
		rules: DebounceOptions,
		outcome = deferred<boolean>(),
	): Promise<DebounceRole<T>> {
		const burst = this.open.get(key) ?? this.begin(key);
		burst.overtake?.();
		if (burst.leftAt !== undefined) {
			burst.startedAt = this.clock.now();
			burst.leftAt = undefined;
		}
		burst.requests.push({ items: [...items], outcome });
		const turn = ++burst.turn;
		const count = getItems(burst).length;
		const left = burst.startedAt + rules.maxMs - this.clock.now();
		const waitMs = count >= rules.maxItems ? 0 : Math.max(0, Math.min(rules.quietMs, left));

		const overtaken = deferred<void>();
		burst.overtake = overtaken.resolve;
		const quiet = this.clock.sleep(waitMs).then(() => {
			// Decided here and now, before another call can join.
			if (burst.turn === turn) this.open.delete(key);
		});
		await Promise.race([quiet, overtaken.promise]);
		const created = outcome.promise;
		if (burst.turn !== turn) return { role: 'overtaken', succeeded: created };
		return {
			role: 'leader',
			items: getItems(burst),
			settle: (succeeded) => this.settle(key, burst, succeeded),
			succeeded: created,
		};
	}

	/**
	 * What was answered in bursts that could not be handed over, and whose senders have not written
	 * again for so many milliseconds. Whoever asks hands it over.
	 */
	takeUnsent(ms: number): UnsentEvents<T> {
		const found = [...this.open].filter(
			([, { leftAt }]) => leftAt !== undefined && this.clock.now() - leftAt >= ms,
		);
		for (const [key] of found) this.open.delete(key);
		return {
			items: found.flatMap(([, burst]) => getItems(burst)),
			outcomes: found.flatMap(([, { requests }]) => requests.map(({ outcome }) => outcome.promise)),
			settle: (succeeded) => {
				for (const [key, burst] of found) this.finish(key, burst, burst.requests, succeeded);
			},
		};
	}

	/** Everything that is not handed over yet: what must be stored before any of it is answered. */
	getPending(): T[] {
		return [...this.unsettled].flatMap(getItems);
	}

	private begin(key: string): PendingGroup<T> {
		const burst: PendingGroup<T> = {
			startedAt: this.clock.now(),
			requests: [],
			turn: 0,
		};
		this.open.set(key, burst);
		this.unsettled.add(burst);
		return burst;
	}

	/** If handing over did not come off, the last call is answered so and comes again. */
	private settle(key: string, burst: PendingGroup<T>, succeeded: boolean): void {
		const answered = burst.requests.slice(0, -1);
		burst.requests[burst.requests.length - 1].outcome.resolve(succeeded);
		this.finish(key, burst, answered, succeeded);
	}

	/** Calls that are answered already wait here for the sender's next one, or for anybody's. */
	private finish(
		key: string,
		burst: PendingGroup<T>,
		answered: ReadonlyArray<PendingRequest<T>>,
		succeeded: boolean,
	): void {
		this.unsettled.delete(burst);
		if (succeeded) {
			for (const { outcome } of answered) outcome.resolve(true);
			return;
		}
		if (answered.length === 0) return;
		const next = this.open.get(key) ?? this.begin(key);
		if (next.requests.length === 0) next.leftAt = this.clock.now();
		next.requests.unshift(...answered);
	}
}

function getItems<T>({ requests }: PendingGroup<T>): T[] {
	return requests.flatMap(({ items }) => items);
}
