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

interface Burst<T> {
	startedAt: number;
	/** What each call brought, in their order. */
	calls: T[][];
	/** Number of the call that waits. */
	turn: number;
	outcome: Deferred<boolean>;
	/** Ends the wait of the call before. */
	overtake?: () => void;
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

	async join(key: string, items: readonly T[], rules: BurstRules): Promise<BurstShare<T>> {
		const burst = this.open.get(key) ?? this.begin(key);
		burst.overtake?.();
		burst.calls.push([...items]);
		const turn = ++burst.turn;
		const count = burst.calls.flat().length;
		const left = burst.startedAt + rules.mostMs - this.clock.now();
		const waitMs = count >= rules.mostItems ? 0 : Math.max(0, Math.min(rules.quietMs, left));

		const overtaken = deferred<void>();
		burst.overtake = overtaken.resolve;
		const quiet = this.clock.sleep(waitMs).then(() => {
			// Decided here and now, before another call can join.
			if (burst.turn === turn) this.open.delete(key);
		});
		await Promise.race([quiet, overtaken.promise]);
		const handedOver = burst.outcome.promise;
		if (burst.turn !== turn) return { role: 'overtaken', handedOver };
		return {
			role: 'carrier',
			items: burst.calls.flat(),
			settle: (cameOff) => this.settle(key, burst, cameOff),
			handedOver,
		};
	}

	/** Everything that is not handed over yet: what must be stored before any of it is answered. */
	held(): T[] {
		return [...this.unsettled].flatMap(({ calls }) => calls.flat());
	}

	private begin(key: string): Burst<T> {
		const burst: Burst<T> = {
			startedAt: this.clock.now(),
			calls: [],
			turn: 0,
			outcome: deferred<boolean>(),
		};
		this.open.set(key, burst);
		this.unsettled.add(burst);
		return burst;
	}

	/**
	 * If handing over did not come off, the last call is answered so and comes again; what the calls
	 * before it brought, already answered, waits for it here.
	 */
	private settle(key: string, burst: Burst<T>, cameOff: boolean): void {
		burst.outcome.resolve(cameOff);
		this.unsettled.delete(burst);
		const answered = burst.calls.slice(0, -1);
		if (cameOff || answered.length === 0) return;
		const next = this.open.get(key) ?? this.begin(key);
		next.calls.unshift(...answered);
	}
}
