import { randomUUID } from 'crypto';
import {
	entriesOf,
	openTicket,
	sealOf,
	TIMING,
	URGENCY,
	type Batch,
	type Known,
	type State,
	type Ticket,
	type Timing,
} from './claims';
import type { Clock } from './clock';
import type { ProcessedStore } from './ledger';
import { Returns } from './returns';
import { inTurn } from './turns';

/** Beginnings until a key is given up. */
const MAX_ROUNDS = 8;

/** A wait is at least this many times as long as questions take lately: the database may be slow. */
const SLOWNESS = 4;

/** What is left, at each question, of how long an earlier one took. */
const FADING = 0.9;

/** A key's next guard comes after this part of its age. */
const LESS_OFTEN = 3;

/** Entries asked for at once, one batch at least: the event loop stays usable. */
const MAX_ENTRIES = 1000;

/** Keys under one mark. */
const MAX_BATCH = 300;

/**
 * Gives each key to one claimant only, though processes share a store without a lock: each writes the
 * whole record, and what was written while another was between reading and writing is lost.
 *
 * The way is Fischer's timed mutual exclusion (in Lamport, A Fast Mutual Exclusion Algorithm, 1987),
 * for a record in place of a variable. Keys are recorded together with a random mark. After a time in
 * which whoever had read the record before has written it, one looks: with the mark there, the keys
 * are this claimant's, who seals them with a second entry. With the keys there and no mark, somebody
 * else wrote last, and seals them. With neither, all was overwritten by somebody who wanted other keys,
 * and it begins again.
 *
 * Two things make that true for a record. Processes that write without a pause could each read only
 * what they wrote themselves, for ever: so each leaves the store alone for a random time after each
 * write. And somebody's write may be held up, by a busy process or database, until after others have
 * decided: so winners put keys and seals back for a while should they be overwritten, and who finds the
 * seal when about to set it has come too late.
 *
 * What was simulated, and where it ends: test/unit/sending.desk.test.ts.
 */
export class Desk {
	/** Keys that are being decided, and those won a short while ago. */
	private readonly tickets = new Map<string, Ticket>();

	private batches: Batch[] = [];

	private failures: Array<{ batch: Batch; error: unknown }> = [];

	private readonly returns: Returns;

	private store?: ProcessedStore;

	private atMost = 0;

	/** How long the slowest of the last questions took. */
	private took = 0;

	private quietUntil = -Infinity;

	private isServing = false;

	private wake = () => {};

	constructor(
		private readonly clock: Clock,
		/** A number from 0 to 1. */
		private readonly random: () => number,
		private readonly timing: Timing = TIMING,
		private readonly onIdle: () => void = () => {},
	) {
		this.returns = new Returns(clock, timing);
	}

	/**
	 * @param remember how many keys the store keeps at least
	 * @returns those that somebody had before
	 * @throws what the store threw, or that it was overwritten again and again
	 */
	async claim(store: ProcessedStore, keys: string[], remember: number): Promise<Set<string>> {
		this.store = store;
		// Beside each key there is its seal, and a mark if it came alone.
		this.atMost = Math.max(this.atMost, 3 * remember, 3 * keys.length);
		await this.returns.over(keys);
		const known = new Set<string>();
		const won: string[] = [];
		const waits = [...new Set(keys)].map(async (key) => {
			const other = this.tickets.get(key);
			const isKnown = (await (other ?? this.enter(key)).known) || other !== undefined;
			if (isKnown) known.add(key);
			else won.push(key);
		});
		this.attend();
		const failed = (await Promise.allSettled(waits)).find(({ status }) => status === 'rejected');
		if (failed?.status !== 'rejected') return known;
		await this.release(store, won);
		throw failed.reason;
	}

	/**
	 * Gives back keys that were won: somebody else may have them.
	 * @throws what the store threw; it is tried again all the same
	 */
	async release(store: ProcessedStore, keys: string[]): Promise<void> {
		this.store = store;
		for (const key of keys) {
			this.tickets.get(key)?.home.delete(key);
			this.tickets.delete(key);
		}
		if (keys.length === 0) return;
		const returned = this.returns.add(keys);
		this.attend();
		await returned;
	}

	/** Serves, if nobody does yet, and sees what has just come. */
	private attend(): void {
		void this.serve();
		this.wake();
	}

	private enter(key: string): Ticket {
		const open = this.batches.find(
			(batch) => batch.state === 'new' && batch.rounds === 0 && batch.keys.size < MAX_BATCH,
		);
		const { keys } = open ?? this.openBatch();
		const ticket = openTicket(keys);
		keys.set(key, ticket);
		this.tickets.set(key, ticket);
		return ticket;
	}

	private openBatch(): Batch {
		const batch: Batch = {
			state: 'new',
			mark: randomUUID(),
			keys: new Map(),
			dueAt: this.clock.now(),
			rounds: 0,
			wonAt: 0,
		};
		this.batches.push(batch);
		return batch;
	}

	private async serve(): Promise<void> {
		if (this.isServing) return;
		this.isServing = true;
		for (;;) {
			const now = this.clock.now();
			const next = Math.min(this.returns.dueAt, ...this.batches.map(({ dueAt }) => dueAt));
			if (next === Infinity && now >= this.quietUntil) break;
			const at = Math.max(this.quietUntil, next === Infinity ? now : next);
			if (at > now) await this.pause(at - now);
			else await this.round(this.store as ProcessedStore, this.takeDue());
		}
		this.isServing = false;
		this.onIdle();
	}

	/** Waits, or until a new key comes. */
	private async pause(ms: number): Promise<void> {
		await Promise.race([
			this.clock.sleep(ms),
			new Promise<void>((resolve) => (this.wake = resolve)),
		]);
	}

	/** What is to be asked now, and no more than the store bears at once. */
	private takeDue(): Batch[] {
		const now = this.clock.now();
		let entries = 0;
		const taken = this.batches
			.filter(({ dueAt }) => dueAt <= now)
			.sort((a, b) => URGENCY[a.state] - URGENCY[b.state])
			.filter((batch, i) => (entries += entriesOf(batch).length) <= MAX_ENTRIES || i === 0);
		this.batches = this.batches.filter((batch) => !taken.includes(batch));
		return taken;
	}

	private async round(store: ProcessedStore, batches: Batch[]): Promise<void> {
		await inTurn(store.name, async () => {
			const startedAt = this.clock.now();
			let known: Known | undefined;
			let failure: unknown;
			try {
				const entries = batches.flatMap(entriesOf);
				if (entries.length > 0)
					known = new Set((await store.checkAndRecord(entries, this.atMost)).known);
			} catch (error) {
				failure = error;
			}
			this.took = Math.max(this.clock.now() - startedAt, FADING * this.took);
			for (const batch of batches) {
				if (known) this.judges[batch.state](batch, known);
				else this.after(failure, batch);
			}
			this.giveUp();
			await this.returns.serve(async (keys) => await store.remove([...keys, ...keys.map(sealOf)]));
		});
		const quiet = Math.max(this.timing.apart, this.took) * (1 + this.random());
		this.quietUntil = this.clock.now() + quiet;
	}

	/** What an answer means for a batch in each state. */
	private readonly judges: Readonly<Record<State, (batch: Batch, known: Known) => void>> = {
		new: (batch, known) => {
			// Asked twice, as the first answer never came: who recorded the keys cannot be told.
			if (known.has(batch.mark))
				return this.fail(batch, new Error('The database’s response was lost'));
			this.lose(batch, (key) => known.has(key));
			this.next(batch, 'recorded', this.settle);
		},
		recorded: (batch, known) => {
			if (known.has(batch.mark)) return this.next(batch, 'sealing', 0);
			this.lose(batch, (key) => known.has(key));
			this.next({ ...batch, rounds: batch.rounds + 1 }, 'recorded', this.settle);
		},
		sealing: (batch, known) => {
			this.lose(batch, (key) => known.has(sealOf(key)));
			for (const ticket of batch.keys.values()) ticket.resolve(false);
			this.next({ ...batch, wonAt: this.clock.now() }, 'won', this.timing.guard);
		},
		won: (batch, known) => {
			const { guard, guardFor } = this.timing;
			const age = this.clock.now() - batch.wonAt;
			const isWhole = [...batch.keys.keys()].every((key) => known.has(sealOf(key)));
			const wait = isWhole ? Math.max(guard, age / LESS_OFTEN) : 0;
			if (age < guardFor) this.next(batch, 'won', wait);
			else this.forget(batch);
		},
	};

	private get settle(): number {
		return Math.max(this.timing.settle, SLOWNESS * this.took);
	}

	private lose(batch: Batch, isKnown: (key: string) => boolean): void {
		for (const [key, ticket] of batch.keys) {
			if (!isKnown(key)) continue;
			batch.keys.delete(key);
			this.tickets.delete(key);
			ticket.resolve(true);
		}
	}

	private next(batch: Batch, state: State, wait: number): void {
		if (batch.keys.size === 0) return;
		if (batch.rounds > MAX_ROUNDS)
			this.fail(batch, new Error('Other processes kept overwriting the record'));
		else this.batches.push({ ...batch, state, dueAt: this.clock.now() + wait });
	}

	/** Two processes that make the record at once: one of them has to ask again. */
	private after(error: unknown, batch: Batch): void {
		const mayAsk = batch.state === 'new' || batch.state === 'recorded';
		if (batch.state === 'won') this.forget(batch);
		else if (!mayAsk || batch.rounds > 0) this.fail(batch, error);
		else this.next({ ...batch, rounds: 1 }, batch.state, 0);
	}

	private fail(batch: Batch, error: unknown): void {
		this.failures.push({ batch, error });
	}

	/** The keys are nobody's. Were they somebody's after all, who won them puts them back. */
	private giveUp(): void {
		for (const { batch, error } of this.failures.splice(0)) {
			const keys = [...batch.keys.keys()];
			// The error that led here says it already.
			if (batch.state !== 'new') this.returns.add(keys).catch(() => {});
			for (const ticket of batch.keys.values()) ticket.reject(error);
			this.forget(batch);
		}
	}

	private forget({ keys }: Batch): void {
		for (const key of keys.keys()) this.tickets.delete(key);
	}
}
