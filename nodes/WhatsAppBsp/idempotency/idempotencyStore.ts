import { createDeferred, type Deferred } from '../core/deferred';
import { withLock } from '../core/mutex';
import { trimOldest } from '../core/trimOldest';
import type { ProcessedDataStore } from './processedDataStore';

type PendingWrite = Deferred<Set<string>> & {
	/** `removeUnreleased`: only those whose removal failed, and that no run has claimed since. */
	kind: 'claim' | 'record' | 'remove' | 'removeUnreleased';
	storeKeys: string[];
};

/** `unreleased`: not sent. Else the error of a write that may or may not have recorded the key. */
type Doubt = 'unreleased' | { error: unknown };

/**
 * Keys that a store may hold although their messages were not sent, because a write failed. By store
 * and key; the oldest beyond `MAX_DOUBTFUL` are forgotten.
 */
const doubtful = new Map<string, Doubt>();

const MAX_DOUBTFUL = 10_000;

/** Keys asked for at a time: the event loop and the database stay usable in between. */
const CHUNK_SIZE = 500;

/**
 * Which messages were sent, for every execution of the workflow. Requests that arrive while the store
 * is busy go to it together, so that many messages a second need few writes.
 *
 * Workers of a queue share the store but no lock: two of them that get the same key at the same
 * moment may both send, and one may overwrite what another records or removes at the same time.
 */
export class IdempotencyStore {
	private queue: PendingWrite[] = [];

	private isBusy = false;

	/** @param maxEntries how many keys the store keeps */
	constructor(
		private readonly store: ProcessedDataStore,
		private readonly maxEntries: number,
	) {}

	/** Names the store: runs with the same name share it. */
	get name(): string {
		return this.store.name;
	}

	/**
	 * Records that these are about to be sent.
	 * @returns those that must not be sent, because they were recorded before
	 * @throws when that can't be known: nothing may be sent, and nothing be called skipped
	 */
	async claim(storeKeys: string[]): Promise<Set<string>> {
		return await this.enqueue('claim', storeKeys);
	}

	/** Records that these were sent. */
	async record(storeKeys: string[]): Promise<void> {
		await this.enqueue('record', storeKeys);
	}

	/**
	 * These were certainly not sent: another run may send them. Tried twice.
	 * @throws what the store threw; this process knows nevertheless that they are free
	 */
	async release(storeKeys: string[]): Promise<void> {
		await this.removeTwice(storeKeys, async () => await this.enqueue('remove', storeKeys));
	}

	/** Tries once more to remove keys that `release` could not, except those that a run has claimed since. */
	async retryRelease(storeKeys: string[]): Promise<void> {
		await this.enqueue('removeUnreleased', storeKeys);
	}

	/**
	 * Which of these were sent, without recording the others. The store can only ask and record at
	 * once, so a probe key is recorded with each key. A probe key of a run that ended in the middle
	 * says that that key means nothing: its message is sent again.
	 */
	async findSent(storeKeys: string[]): Promise<Set<string>> {
		const sent = new Set<string>();
		const unique = [...new Set(storeKeys)];
		for (let i = 0; i < unique.length; i += CHUNK_SIZE) {
			const chunk = unique.slice(i, i + CHUNK_SIZE);
			const probes = chunk.map(getProbeKey);
			await withLock(this.name, async () => {
				const known = await this.check([...probes, ...chunk]).catch(
					async () => await this.check([...probes, ...chunk]),
				);
				const isSent = (storeKey: string) =>
					known.has(storeKey) &&
					(!known.has(getProbeKey(storeKey)) || this.isUnreleased(getProbeKey(storeKey))) &&
					!this.isUnreleased(storeKey);
				const unsent = chunk.filter((storeKey) => !isSent(storeKey));
				for (const storeKey of chunk) if (isSent(storeKey)) sent.add(storeKey);
				const probed = [...probes, ...unsent];
				await this.removeTwice(probed, async () => await this.remove(probed));
			});
		}
		return sent;
	}

	/** A key that stays would look as if it were sent. */
	private async removeTwice(storeKeys: string[], remove: () => Promise<unknown>): Promise<void> {
		try {
			await remove();
		} catch {
			for (const storeKey of storeKeys) this.remember(storeKey, 'unreleased');
			await remove();
		}
	}

	private async remove(storeKeys: string[]): Promise<void> {
		await this.store.remove(storeKeys);
		for (const storeKey of storeKeys) this.forget(storeKey);
	}

	private async check(storeKeys: string[], maxEntries?: number): Promise<Set<string>> {
		return new Set((await this.store.checkAndRecord(storeKeys, maxEntries)).known);
	}

	private async enqueue(kind: PendingWrite['kind'], storeKeys: string[]): Promise<Set<string>> {
		if (storeKeys.length === 0) return new Set();
		const write = { kind, storeKeys, ...createDeferred<Set<string>>() };
		this.queue.push(write);
		void this.drain();
		return await write.promise;
	}

	private async drain(): Promise<void> {
		if (this.isBusy) return;
		this.isBusy = true;
		while (this.queue.length > 0) {
			const writes = this.queue.splice(0);
			await withLock(this.name, async () => {
				const [removals, additions] = [
					writes.filter(({ kind }) => kind.startsWith('remove')),
					writes.filter(({ kind }) => !kind.startsWith('remove')),
				];
				await this.writeRemovals(removals).catch((error) => rejectAll(removals, error));
				await this.writeAdditions(additions).catch((error) => rejectAll(additions, error));
			});
		}
		this.isBusy = false;
	}

	private async writeRemovals(writes: PendingWrite[]): Promise<void> {
		const removed = writes.flatMap(({ kind, storeKeys }) =>
			kind === 'remove' ? storeKeys : storeKeys.filter((storeKey) => this.isUnreleased(storeKey)),
		);
		if (removed.length > 0) await this.remove(removed);
		for (const { resolve } of writes) resolve(new Set());
	}

	/** The first one in a batch that asks for a key gets it, as if the store had been asked one by one. */
	private async writeAdditions(writes: PendingWrite[]): Promise<void> {
		if (writes.length === 0) return;
		const known = await this.checkTwice([...new Set(writes.flatMap(({ storeKeys }) => storeKeys))]);
		for (const { kind, storeKeys, resolve, reject } of writes) {
			if (kind === 'record') for (const storeKey of storeKeys) this.forget(storeKey);
			// A key that was not in the store is recorded now, whatever became of earlier writes.
			const doubts = storeKeys.map((key) => (known.has(key) ? this.getDoubt(key) : undefined));
			const ambiguous = doubts.find((doubt) => typeof doubt === 'object');
			if (ambiguous) {
				reject(ambiguous.error);
				continue;
			}
			storeKeys.filter((storeKey) => this.forget(storeKey)).forEach((each) => known.delete(each));
			resolve(new Set(storeKeys.filter((storeKey) => known.has(storeKey))));
			for (const storeKey of storeKeys) known.add(storeKey);
		}
	}

	/**
	 * Two workers that record the first key at the same time: one of them has to ask again. A write
	 * records all of its keys or none, so one key that is new proves that the first write didn't
	 * arrive. If all are known, the first write may have recorded them itself.
	 */
	private async checkTwice(storeKeys: string[]): Promise<Set<string>> {
		try {
			return await this.check(storeKeys, this.maxEntries);
		} catch (error) {
			const undoubted = storeKeys.filter((storeKey) => this.getDoubt(storeKey) === undefined);
			const doubt = () => {
				for (const storeKey of undoubted) this.remember(storeKey, { error });
			};
			const known = await this.check(storeKeys, this.maxEntries).catch(async (again: unknown) => {
				// Either write may have arrived.
				doubt();
				return await Promise.reject(again);
			});
			if (storeKeys.every((storeKey) => known.has(storeKey))) doubt();
			return known;
		}
	}

	/** @returns whether the store may hold this key without a sent message */
	private forget(storeKey: string): boolean {
		return doubtful.delete(this.getEntry(storeKey));
	}

	private isUnreleased(storeKey: string): boolean {
		return this.getDoubt(storeKey) === 'unreleased';
	}

	private getDoubt(storeKey: string): Doubt | undefined {
		return doubtful.get(this.getEntry(storeKey));
	}

	private remember(storeKey: string, doubt: Doubt): void {
		doubtful.set(this.getEntry(storeKey), doubt);
		trimOldest(doubtful, MAX_DOUBTFUL);
	}

	private getEntry(storeKey: string): string {
		return `${this.name}|${storeKey}`;
	}
}

function rejectAll(writes: PendingWrite[], error: unknown): void {
	for (const { reject } of writes) reject(error);
}

function getProbeKey(storeKey: string): string {
	return `${storeKey}|asked`;
}
