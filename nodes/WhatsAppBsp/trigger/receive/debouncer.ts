import type { Clock } from '../../core/clock';
import { createDeferred, type Deferred } from '../../core/deferred';

/** Milliseconds, except `maxItems`. */
export interface DebounceOptions {
	/** A group ends after so long without another request. */
	quietMs: number;
	/** It ends after so long even if requests keep arriving. */
	maxMs: number;
	maxItems: number;
}

/**
 * The part of a request in a group. Once another request of the same key has `continued` it, it may be
 * acknowledged. The last one is the leader: it starts the execution with everybody's items.
 */
export type DebounceRole<T> =
	| { role: 'leader'; items: T[]; settle(succeeded: boolean): void }
	| { role: 'continued' };

interface PendingRequest<T> {
	items: T[];
	/** Whether the execution of its items was created, with this group or, if acknowledged, a later one. */
	outcome: Deferred<boolean>;
}

interface PendingGroup<T> {
	startedAt: number;
	/** In the order of their arrival. */
	requests: Array<PendingRequest<T>>;
	/** Number of the request that waits for the group to end. */
	sequence: number;
	/** Since when no request waits for it. */
	abandonedAt?: number;
	/** Ends the wait of the request before. */
	continueGroup?: () => void;
}

/** Acknowledged events whose execution could not be created, for any request to start one with. */
export interface UnsentEvents<T> {
	items: T[];
	/** The `outcome` of each of their requests. */
	outcomes: ReadonlyArray<Promise<boolean>>;
	settle(succeeded: boolean): void;
}

/**
 * Debounces requests per key. Only the last request of a group waits for its end; the others are
 * acknowledged as soon as another one has arrived, provided that their items are stored.
 */
export class Debouncer<T> {
	/** Groups that a further request can join. */
	private readonly open = new Map<string, PendingGroup<T>>();

	/** Those, and the ones whose execution is being created. */
	private readonly unsettled = new Set<PendingGroup<T>>();

	constructor(private readonly clock: Clock) {}

	/** @param outcome settled once it is known whether the execution of these items was created */
	async join(
		key: string,
		items: readonly T[],
		options: DebounceOptions,
		outcome = createDeferred<boolean>(),
	): Promise<DebounceRole<T>> {
		const group = this.open.get(key) ?? this.begin(key);
		group.continueGroup?.();
		if (group.abandonedAt !== undefined) {
			group.startedAt = this.clock.now();
			group.abandonedAt = undefined;
		}
		group.requests.push({ items: [...items], outcome });
		const sequence = ++group.sequence;
		const count = getItems(group).length;
		const leftMs = group.startedAt + options.maxMs - this.clock.now();
		const waitMs = count >= options.maxItems ? 0 : Math.max(0, Math.min(options.quietMs, leftMs));

		const continued = createDeferred<void>();
		group.continueGroup = continued.resolve;
		const quiet = this.clock.sleep(waitMs).then(() => {
			// Synchronously, before another request can join.
			if (group.sequence === sequence) this.open.delete(key);
		});
		await Promise.race([quiet, continued.promise]);
		if (group.sequence !== sequence) return { role: 'continued' };
		return {
			role: 'leader',
			items: getItems(group),
			settle: (created) => this.settle(key, group, created),
		};
	}

	/**
	 * Acknowledged events whose execution could not be created, and whose senders have not written again
	 * meanwhile. The caller starts an execution with them.
	 * @param minAgeMs since the execution could not be created
	 */
	takeUnsent(minAgeMs: number): UnsentEvents<T> {
		const found = [...this.open].filter(
			([, { abandonedAt }]) =>
				abandonedAt !== undefined && this.clock.now() - abandonedAt >= minAgeMs,
		);
		for (const [key] of found) this.open.delete(key);
		return {
			items: found.flatMap(([, group]) => getItems(group)),
			outcomes: found.flatMap(([, { requests }]) => requests.map(({ outcome }) => outcome.promise)),
			settle: (succeeded) => {
				for (const [key, group] of found) this.finish(key, group, group.requests, succeeded);
			},
		};
	}

	/** All items without an execution: they must be stored before any of their requests is acknowledged. */
	getPending(): T[] {
		return [...this.unsettled].flatMap(getItems);
	}

	private begin(key: string): PendingGroup<T> {
		const group: PendingGroup<T> = { startedAt: this.clock.now(), requests: [], sequence: 0 };
		this.open.set(key, group);
		this.unsettled.add(group);
		return group;
	}

	/** On failure only the last request gets an error; the provider sends it again. */
	private settle(key: string, group: PendingGroup<T>, succeeded: boolean): void {
		const acknowledged = group.requests.slice(0, -1);
		group.requests[group.requests.length - 1].outcome.resolve(succeeded);
		this.finish(key, group, acknowledged, succeeded);
	}

	/** On failure, acknowledged requests wait here for the sender's next one, or for anybody's. */
	private finish(
		key: string,
		group: PendingGroup<T>,
		acknowledged: ReadonlyArray<PendingRequest<T>>,
		succeeded: boolean,
	): void {
		this.unsettled.delete(group);
		if (succeeded) {
			for (const { outcome } of acknowledged) outcome.resolve(true);
			return;
		}
		if (acknowledged.length === 0) return;
		const next = this.open.get(key) ?? this.begin(key);
		if (next.requests.length === 0) next.abandonedAt = this.clock.now();
		next.requests = [...acknowledged, ...next.requests];
	}
}

function getItems<T>({ requests }: PendingGroup<T>): T[] {
	return requests.flatMap(({ items }) => items);
}
