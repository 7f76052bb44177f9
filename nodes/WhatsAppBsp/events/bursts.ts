import { deferred, type Deferred } from './batch';

/** Milliseconds, but for `mostItems`. */
export interface BurstRules {
	/** A burst ends after so long without another call. */
	quietMs: number;
	/** It ends after so long even if calls go on. */
	mostMs: number;
	mostItems: number;
}

/**
 * The part that a call has in a burst: `overtaken` when another of the same sender came before it was
 * quiet, `carrier` when it was the last one and hands over what all of them brought.
 */
export type BurstShare<T> =
	| { role: 'carrier'; items: T[]; settle(handedOver: boolean): void; handedOver: Promise<boolean> }
	| { role: 'overtaken'; handedOver: Promise<boolean> };

interface BurstCall<T> {
	items: T[];
	/** Whether this call's items were handed over, in this burst or, having been answered, in a later one. */
	outcome: Deferred<boolean>;
}

interface Burst<T> {
	startedAt: number;
	/** What each call brought, in their order. */
	calls: Array<BurstCall<T>>;
	/** Number of the call that waits. */
	turn: number;
	/** Since when no call waits that would hand it over. */
	leftAt?: number;
	/** Ends the wait of the call before. */
	overtake?: () => void;
}

/** What bursts were left with, for any call that can hand it over. */
export interface Leftovers<T> {
	items: T[];
	/** Whether each of these calls' items were handed over, as it was told to `join`. */
	outcomes: ReadonlyArray<Promise<boolean>>;
	settle(handedOver: boolean): void;
}

export interface BurstClock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

/**
 * Groups the calls of one sender. Only the last call of a burst is kept waiting for its answer: those
 * before it may be answered as soon as another has come, provided that what they brought is stored.
 */
export class Bursts<T> {
	/** Bursts that a further call can join, by sender. */
	private readonly open = new Map<string, Burst<T>>();

	/** Those and the ones that are being handed over. */
	private readonly unsettled = new Set<Burst<T>>();

	constructor(private readonly clock: BurstClock) {}

	/** @param outcome settled once it is known whether this call's items were handed over */
	async join(
		key: string,
		items: readonly T[],
		rules: BurstRules,
		outcome = deferred<boolean>(),
	): Promise<BurstShare<T>> {
		const burst = this.open.get(key) ?? this.begin(key);
		burst.overtake?.();
		if (burst.leftAt !== undefined) {
			burst.startedAt = this.clock.now();
			burst.leftAt = undefined;
		}
		burst.calls.push({ items: [...items], outcome });
		const turn = ++burst.turn;
		const count = itemsOf(burst).length;
		const left = burst.startedAt + rules.mostMs - this.clock.now();
		const waitMs = count >= rules.mostItems ? 0 : Math.max(0, Math.min(rules.quietMs, left));

		const overtaken = deferred<void>();
		burst.overtake = overtaken.resolve;
		const quiet = this.clock.sleep(waitMs).then(() => {
			// Decided here and now, before another call can join.
			if (burst.turn === turn) this.open.delete(key);
		});
		await Promise.race([quiet, overtaken.promise]);
		const handedOver = outcome.promise;
		if (burst.turn !== turn) return { role: 'overtaken', handedOver };
		return {
			role: 'carrier',
			items: itemsOf(burst),
			settle: (cameOff) => this.settle(key, burst, cameOff),
			handedOver,
		};
	}

	/**
	 * What was answered in bursts that could not be handed over, and whose senders have not written
	 * again for so many milliseconds. Whoever asks hands it over.
	 */
	leftovers(ms: number): Leftovers<T> {
		const found = [...this.open].filter(
			([, { leftAt }]) => leftAt !== undefined && this.clock.now() - leftAt >= ms,
		);
		for (const [key] of found) this.open.delete(key);
		return {
			items: found.flatMap(([, burst]) => itemsOf(burst)),
			outcomes: found.flatMap(([, { calls }]) => calls.map(({ outcome }) => outcome.promise)),
			settle: (cameOff) => {
				for (const [key, burst] of found) this.finish(key, burst, burst.calls, cameOff);
			},
		};
	}

	/** Everything that is not handed over yet: what must be stored before any of it is answered. */
	held(): T[] {
		return [...this.unsettled].flatMap(itemsOf);
	}

	private begin(key: string): Burst<T> {
		const burst: Burst<T> = {
			startedAt: this.clock.now(),
			calls: [],
			turn: 0,
		};
		this.open.set(key, burst);
		this.unsettled.add(burst);
		return burst;
	}

	/** If handing over did not come off, the last call is answered so and comes again. */
	private settle(key: string, burst: Burst<T>, cameOff: boolean): void {
		const answered = burst.calls.slice(0, -1);
		burst.calls[burst.calls.length - 1].outcome.resolve(cameOff);
		this.finish(key, burst, answered, cameOff);
	}

	/** Calls that are answered already wait here for the sender's next one, or for anybody's. */
	private finish(
		key: string,
		burst: Burst<T>,
		answered: ReadonlyArray<BurstCall<T>>,
		cameOff: boolean,
	): void {
		this.unsettled.delete(burst);
		if (cameOff) {
			for (const { outcome } of answered) outcome.resolve(true);
			return;
		}
		if (answered.length === 0) return;
		const next = this.open.get(key) ?? this.begin(key);
		if (next.calls.length === 0) next.leftAt = this.clock.now();
		next.calls.unshift(...answered);
	}
}

function itemsOf<T>({ calls }: Burst<T>): T[] {
	return calls.flatMap(({ items }) => items);
}
