import { getStoreKeys, type KeyedJob } from './idempotencyKey';
import { InFlightKeys, type KeyOwner } from './inFlightKeys';
import type { IdempotencyStore } from './idempotencyStore';
import type { SendResult } from '../core/result';

/** The idempotency keys of one run's jobs, towards the store and towards other runs. */
export class RunIdempotency<Job extends KeyedJob> implements KeyOwner {
	/** While keys turn out to be duplicates, check them before taking a rate-limiter slot. */
	checksKeysFirst = true;

	private readonly own: ReadonlySet<string>;

	private readonly inFlight?: InFlightKeys;

	/** Keys that a message was sent with, here or by another run since this one began. */
	private readonly sent = new Set<string>();

	/** Keys that this run claimed although their message is not sent yet. */
	private readonly unsent = new Set<string>();

	/** Keys to release again at the end: the store could not be written to. */
	private readonly unreleased = new Set<string>();

	/** @param store only for jobs with a key */
	constructor(
		jobs: Job[],
		private readonly store: IdempotencyStore | undefined,
		private readonly warn: (line: string) => void,
	) {
		this.own = new Set(getStoreKeys(jobs));
		if (store && this.own.size > 0) this.inFlight = InFlightKeys.join(store.name, this);
	}

	/** Some job has a key. */
	get hasStore(): boolean {
		return this.store !== undefined;
	}

	onSentElsewhere(storeKeys: string[]): void {
		for (const storeKey of storeKeys) if (this.own.has(storeKey)) this.sent.add(storeKey);
	}

	/** @returns undefined when no other run is sending these; else resolves when to ask again */
	acquire(jobs: Job[]): Promise<void> | undefined {
		return this.inFlight?.acquire(this, getStoreKeys(jobs));
	}

	/** The job has its result: another run may use its key. */
	settle(job: Job): void {
		this.inFlight?.release(this, getStoreKeys([job]));
	}

	/** Jobs that need no request, as far as is known before the first one: sent in an earlier run. */
	async findSent(jobs: Job[]): Promise<Job[]> {
		const sent = await this.store?.findSent(getStoreKeys(jobs, 'atLeastOnce'));
		return jobs.filter(({ idempotency }) => idempotency && sent?.has(idempotency.storeKey));
	}

	/** Records that these are about to be sent. @returns those that were sent before */
	async claim(jobs: Job[]): Promise<Job[]> {
		const storeKeys = getStoreKeys(jobs, 'atMostOnce');
		const known = await (this.store?.claim(storeKeys) ?? new Set<string>());
		for (const storeKey of storeKeys) if (!known.has(storeKey)) this.unsent.add(storeKey);
		if (storeKeys.length > 0) this.checksKeysFirst = known.size > 0;
		return jobs.filter(
			({ idempotency }) =>
				idempotency !== undefined &&
				(known.has(idempotency.storeKey) || this.sent.has(idempotency.storeKey)),
		);
	}

	/** These jobs have their final results. */
	async record(jobs: Job[], getResult: (job: Job) => SendResult): Promise<void> {
		if (!this.store) return;
		const accepted = jobs.filter((job) => getResult(job).accepted);
		const rejected = jobs.filter((job) => {
			const result = getResult(job);
			return !result.accepted && !result.outcomeUnknown;
		});
		const sent = getStoreKeys(accepted);
		for (const storeKey of sent) this.sent.add(storeKey);
		await this.tryRecord(getStoreKeys(accepted, 'atLeastOnce'));
		// After the write: a run that began meanwhile and read the store before it has joined by now.
		this.inFlight?.notifySent(this, sent);
		await this.release(rejected);
		this.commit(jobs);
	}

	/** These are sent, or may be: their keys are not released. */
	commit(jobs: Job[]): void {
		for (const storeKey of getStoreKeys(jobs)) this.unsent.delete(storeKey);
	}

	/** These were certainly not sent. A key that this run did not claim is another's, and stays. */
	async release(jobs: Job[]): Promise<void> {
		const claimed = getStoreKeys(jobs, 'atMostOnce').filter((storeKey) =>
			this.unsent.delete(storeKey),
		);
		await this.store?.release(claimed).catch(() => {
			for (const storeKey of claimed) this.unreleased.add(storeKey);
		});
	}

	/** The run has ended: what it claimed and did not send may be sent by another. */
	async close(): Promise<void> {
		const storeKeys = [...this.unsent, ...this.unreleased];
		const { store } = this;
		await store
			?.release([...this.unsent])
			.then(async () => await store.retryRelease([...this.unreleased]))
			.catch((error: unknown) => {
				this.warn(
					`could not release ${formatKeyCount(storeKeys)} of messages that were not sent: ${String(error)}. This n8n process sends them when the items run again; another process, or this one after a restart, skips them.`,
				);
			});
		this.inFlight?.leave(this);
	}

	/** Messages stay sent, whether or not the store can be written to. */
	private async tryRecord(storeKeys: string[]): Promise<void> {
		await this.store?.record(storeKeys).catch((error: unknown) => {
			this.warn(`could not record ${formatKeyCount(storeKeys)}: ${String(error)}`);
		});
	}
}

function formatKeyCount({ length }: string[]): string {
	return `${length} idempotency ${length === 1 ? 'key' : 'keys'}`;
}
