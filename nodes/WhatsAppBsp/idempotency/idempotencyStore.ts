import { withLock } from '../core/mutex';
import type { ProcessedDataStore } from './processedDataStore';

type PendingWrite = { kind: 'add' | 'remove'; tokens: string[] } & {
	resolve(known: Set<string>): void;
	reject(error: unknown): void;
};

/** Keys that the store still has although their messages were not sent: it could not be written to. */
const unreleased = new Set<string>();

/** The oldest are forgotten beyond so many. */
const MAX_UNRELEASED = 10_000;

/** Keys asked for at a time: the event loop and the database stay usable in between. */
const CHUNK = 500;

/**
 * Which messages were sent, for ever and for every execution of the workflow. What is asked while the
 * store is busy goes to it together, so that many messages a second cost few writes.
 *
 * Workers of a queue share the store but not the turns: two of them that get the same key at the same
 * moment may both send, and what one records while another writes may be overwritten.
 */
export class IdempotencyStore {
	private waiting: PendingWrite[] = [];

	private busy = false;

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
	 * @returns those that are not to be sent, because they were recorded before
	 */
	async claim(tokens: string[]): Promise<Set<string>> {
		const known = await this.enqueue('add', tokens);
		for (const token of tokens) if (this.forgetUnreleased(token)) known.delete(token);
		return known;
	}

	/** Records that these were sent. */
	async record(tokens: string[]): Promise<void> {
		await this.enqueue('add', tokens);
	}

	/**
	 * They were certainly not sent: another run may send them.
	 * @throws what the store threw; this process knows all the same that they are free
	 */
	async release(tokens: string[]): Promise<void> {
		let isReleased = false;
		try {
			await this.enqueue('remove', tokens);
			isReleased = true;
		} finally {
			if (!isReleased) for (const token of tokens) rememberUnreleased(`${this.name}|${token}`);
		}
	}

	/**
	 * Which of these were sent, without recording the others. The store can only ask and record at
	 * once, so a second entry marks the question: whoever finds that mark from a run that ended in the
	 * middle knows that the answer beside it means nothing, and sends again.
	 */
	async findSent(tokens: string[]): Promise<Set<string>> {
		const sent = new Set<string>();
		const unique = [...new Set(tokens)];
		for (let i = 0; i < unique.length; i += CHUNK) {
			const chunk = unique.slice(i, i + CHUNK);
			const marks = chunk.map(getProbeKey);
			await withLock(this.store.name, async () => {
				const known = await this.ask([...marks, ...chunk]);
				const were = new Set(
					chunk.filter(
						(token) =>
							known.has(token) && !known.has(getProbeKey(token)) && !this.forgetUnreleased(token),
					),
				);
				were.forEach((token) => sent.add(token));
				await this.store.remove([...marks, ...chunk.filter((token) => !were.has(token))]);
			});
		}
		return sent;
	}

	/** @returns whether the store has this key only because it could not be released */
	private forgetUnreleased(token: string): boolean {
		return unreleased.delete(`${this.name}|${token}`);
	}

	/** Two workers that record the first key at the same time: one of them has to ask again. */
	private async ask(tokens: string[], atMost?: number): Promise<Set<string>> {
		try {
			return new Set((await this.store.checkAndRecord(tokens, atMost)).known);
		} catch {
			return new Set((await this.store.checkAndRecord(tokens, atMost)).known);
		}
	}

	private async enqueue(kind: PendingWrite['kind'], tokens: string[]): Promise<Set<string>> {
		if (tokens.length === 0) return new Set();
		return await new Promise((resolve, reject) => {
			this.waiting.push({ kind, tokens, resolve, reject });
			void this.drain();
		});
	}

	private async drain(): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		while (this.waiting.length > 0) {
			const batch = this.waiting.splice(0);
			try {
				const known = await withLock(this.store.name, async () => await this.write(batch));
				batch.forEach((work, i) => work.resolve(known[i]));
			} catch (error) {
				batch.forEach(({ reject }) => reject(error));
			}
		}
		this.busy = false;
	}

	/** Who asks first in a batch gets a key, as if the store had been asked one by one. */
	private async write(batch: PendingWrite[]): Promise<Array<Set<string>>> {
		const removed = batch.filter(({ kind }) => kind === 'remove').flatMap(({ tokens }) => tokens);
		if (removed.length > 0) await this.store.remove(removed);
		const added = [
			...new Set(batch.filter(({ kind }) => kind === 'add').flatMap(({ tokens }) => tokens)),
		];
		const known = new Set<string>();
		if (added.length > 0) {
			const response = await this.ask(added, this.maxEntries);
			response.forEach((token) => known.add(token));
		}
		return batch.map(({ kind, tokens }) => {
			if (kind === 'remove') return new Set<string>();
			const own = new Set(tokens.filter((token) => known.has(token)));
			tokens.forEach((token) => known.add(token));
			return own;
		});
	}
}

function rememberUnreleased(entry: string): void {
	unreleased.add(entry);
	const [oldest] = unreleased;
	if (unreleased.size > MAX_UNRELEASED) unreleased.delete(oldest);
}

function getProbeKey(token: string): string {
	return `${token}|asked`;
}
