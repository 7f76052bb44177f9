import type { Timing } from './claims';
import type { Clock } from './clock';

/** After the first time that keys were taken out of the record, in parts of the time of a guard. */
const AGAIN = [1, 3, 6];

/** While the store cannot be written to. Milliseconds. */
const RETRY_EVERY = 1000;
const RETRY_FOR = 30_000;

interface Return {
	keys: string[];
	askedAt: number;
	takenAt?: number;
	/** How often it was taken out. */
	times: number;
	isTried: boolean;
	dueAt: number;
	/** Hears of the first attempt. */
	resolve(): void;
	reject(error: unknown): void;
	/** Resolves when the keys are left alone. */
	over: Promise<void>;
	end(): void;
}

/**
 * Keys that are given back. Whoever has read the record before they were taken out writes it back with
 * them, and nobody would ever get them: so they are taken out again for a while. A claimant who gets one
 * meanwhile puts it back, as after any write that takes it away (`Timing.guardFor`); that is why they
 * are left alone long before such a guard may end.
 */
export class Returns {
	private open: Return[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly timing: Timing,
	) {}

	/** When the store is to be written to next; Infinity: never. */
	get dueAt(): number {
		return Math.min(Infinity, ...this.open.map(({ dueAt }) => dueAt));
	}

	/** @throws what the store threw first; it is tried again all the same */
	async add(keys: string[]): Promise<void> {
		let end = () => {};
		const over = new Promise<void>((resolve) => (end = resolve));
		const now = this.clock.now();
		await new Promise<void>((resolve, reject) => {
			this.open.push({
				keys,
				askedAt: now,
				times: 0,
				isTried: false,
				dueAt: now,
				resolve,
				reject,
				over,
				end,
			});
		});
	}

	/** Waits until these may be claimed anew. */
	async over(keys: string[]): Promise<void> {
		const wanted = new Set(keys);
		const open = this.open.filter((entry) => entry.keys.some((key) => wanted.has(key)));
		await Promise.all(open.map(async ({ over }) => await over));
	}

	/** Takes out what is due. */
	async serve(remove: (keys: string[]) => Promise<void>): Promise<void> {
		const now = this.clock.now();
		const due = this.open.filter(({ dueAt }) => dueAt <= now);
		for (const entry of due) if (this.isLate(entry, now)) this.close(entry);
		const left = due.filter((entry) => this.open.includes(entry));
		if (left.length === 0) return;
		try {
			for (const entry of left) entry.isTried = true;
			await remove(left.flatMap(({ keys }) => keys));
			left.forEach((entry) => this.taken(entry));
		} catch (error) {
			left.forEach((entry) => this.missed(entry, error));
		}
	}

	private isLate({ takenAt, askedAt, isTried }: Return, now: number): boolean {
		if (takenAt === undefined) return isTried && now - askedAt > RETRY_FOR;
		return now - takenAt > this.timing.guardFor / 2;
	}

	private taken(entry: Return): void {
		entry.takenAt ??= this.clock.now();
		entry.resolve();
		const step = AGAIN[entry.times++];
		if (step === undefined) this.close(entry);
		else entry.dueAt = entry.takenAt + step * this.timing.guard;
	}

	private missed(entry: Return, error: unknown): void {
		entry.reject(error);
		entry.dueAt = this.clock.now() + RETRY_EVERY;
	}

	private close(entry: Return): void {
		this.open = this.open.filter((other) => other !== entry);
		entry.end();
	}
}
