import { getStoreKeys } from '../sending/jobResult';
import { InFlightKeys, type KeyOwner } from './inFlightKeys';
import type { IdempotencyStore } from './idempotencyStore';
import type { SendProgress } from '../sending/sendProgress';
import type { SendJob } from '../sending/types';
import type { SendResult } from '../core/result';

/** The keys of one run's letters: what the store and other runs are asked and told about them. */
export class RunIdempotency<T> implements KeyOwner {
	/** Keys come first while they turn out to be known: what is skipped needs no place in the pace. */
	checksKeysFirst = true;

	private readonly own: ReadonlySet<string>;

	private readonly inFlight?: InFlightKeys;

	/** Keys that a message was sent with, here or by another run since this one began. */
	private readonly sent = new Set<string>();

	/** Keys that this run recorded although their message is not sent yet. */
	private readonly pending = new Set<string>();

	/** @param store only for letters with a key */
	constructor(
		jobs: SendJob<T>[],
		private readonly store: IdempotencyStore | undefined,
		private readonly progress: SendProgress,
	) {
		this.own = new Set(keysOf(jobs));
		if (store && this.own.size > 0) this.inFlight = InFlightKeys.join(store.name, this);
	}

	hearOfSent(tokens: string[]): void {
		for (const token of tokens) if (this.own.has(token)) this.sent.add(token);
	}

	/** @returns undefined when no other run is sending these; else when to ask again */
	acquire(jobs: SendJob<T>[]): Promise<void> | undefined {
		return this.inFlight?.acquire(this, keysOf(jobs));
	}

	/** What became of this letter is known: another run may have its key. */
	settle(job: SendJob<T>): void {
		this.inFlight?.release(this, keysOf([job]));
	}

	/** Records that these are about to be sent. @returns those that were sent before */
	async claim(jobs: SendJob<T>[]): Promise<SendJob<T>[]> {
		const tokens = getStoreKeys(jobs, 'atMostOnce');
		const known = await (this.store?.claim(tokens) ?? new Set<string>());
		for (const token of tokens) if (!known.has(token)) this.pending.add(token);
		if (tokens.length > 0) this.checksKeysFirst = known.size > 0;
		return jobs.filter(
			({ idempotency }) =>
				idempotency !== undefined &&
				(known.has(idempotency.storeKey) || this.sent.has(idempotency.storeKey)),
		);
	}

	/** What became of these. */
	async record(jobs: SendJob<T>[], getResult: (job: SendJob<T>) => SendResult): Promise<void> {
		const accepted = jobs.filter((job) => getResult(job).accepted);
		const refused = jobs.filter((job) => {
			const result = getResult(job);
			return !result.accepted && !result.outcomeUnknown;
		});
		const sent = keysOf(accepted);
		for (const token of sent) this.sent.add(token);
		this.inFlight?.tellSent(this, sent);
		await this.recordQuietly(getStoreKeys(accepted, 'atLeastOnce'));
		await this.release(refused);
		this.commit(jobs);
	}

	/** These are sent, or may be: their keys are not given back. */
	commit(jobs: SendJob<T>[]): void {
		for (const token of keysOf(jobs)) this.pending.delete(token);
	}

	/** These were certainly not sent. A key that this run did not record is another's, and stays. */
	async release(jobs: SendJob<T>[]): Promise<void> {
		const own = getStoreKeys(jobs, 'atMostOnce').filter((token) => this.pending.delete(token));
		await this.releaseQuietly(own);
	}

	/** The run is over: what it recorded and did not send may be sent by another. */
	async close(): Promise<void> {
		await this.releaseQuietly([...this.pending]);
		this.inFlight?.leave(this);
	}

	/** What was sent was sent, whether or not the store can be written to. */
	private async recordQuietly(tokens: string[]): Promise<void> {
		await this.store?.record(tokens).catch((error: unknown) => {
			this.progress.warn(`couldn’t record ${countOf(tokens)}: ${String(error)}`);
		});
	}

	private async releaseQuietly(tokens: string[]): Promise<void> {
		await this.store?.release(tokens).catch((error: unknown) => {
			this.progress.warn(
				`couldn’t release ${countOf(tokens)} of messages that weren’t sent: ${String(error)}. This n8n process sends them when the items run again; another process, or this one after a restart, skips them.`,
			);
		});
	}
}

function keysOf<T>(jobs: SendJob<T>[]): string[] {
	return jobs.flatMap(({ idempotency }) => (idempotency ? [idempotency.storeKey] : []));
}

function countOf({ length }: string[]): string {
	return `${length} idempotency ${length === 1 ? 'key' : 'keys'}`;
}
