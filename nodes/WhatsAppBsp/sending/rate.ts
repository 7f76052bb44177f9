/** Part of the rate that is left after a refusal. */
const BACK_OFF = 0.6;

/** Waits after refusals that came one after the other, without a good answer in between. */
const FIRST_HOLD_MS = 500;
const LONGEST_HOLD_MS = 30_000;
/** A provider that asks for more is asked again after this: the whole account waits for it. */
const LONGEST_ASKED_MS = 300_000;

const SLOWEST_PER_SECOND = 0.1;

/** Without a ceiling: less was not measured but not asked for. */
const LEAST_MEASURED = 10;

/**
 * Growth per second, as part of the rate that was refused: fast, careful near it, fast beyond it. Who is
 * not refused again for a while need not be careful any longer: another process that used the same
 * account may be done.
 */
const GROWTH = [
	{ below: 0.9, untilMs: Infinity, perSecond: 0.15 },
	{ below: 1.1, untilMs: 8000, perSecond: 0.02 },
];
const GROWTH_BEYOND = 0.15;

/**
 * How many messages a second an account takes: the ceiling until the provider refuses one for its
 * rate, then less, then more again. Times are milliseconds of one clock.
 */
export class AdaptiveRate {
	private current = Infinity;

	private refusedAt?: number;

	private lastChange = 0;

	private lastGrowth = 0;

	private holds = 0;

	private second = { start: 0, count: 0, before: 0 };

	private highest = Infinity;

	/** Messages a second at this moment. */
	get perSecond(): number {
		return Math.min(this.current, this.highest);
	}

	set ceiling(perSecond: number) {
		this.highest = perSecond;
	}

	/** Counts what leaves: without a ceiling there is no other number to back off from. */
	departed(messages: number, now: number): void {
		const { start, count } = this.second;
		if (now - start >= 1000) {
			this.second = { start: now, count: 0, before: now - start < 2000 ? count : 0 };
		}
		this.second.count += messages;
	}

	/** A message was taken. */
	good(now: number): void {
		this.holds = 0;
		if (this.refusedAt === undefined) return;
		const elapsed = Math.min(1000, now - this.lastGrowth) / 1000;
		this.lastGrowth = now;
		const part = this.current / this.refusedAt;
		const since = now - this.lastChange;
		const step = GROWTH.find(({ below, untilMs }) => part < below && since < untilMs);
		this.current += elapsed * (step?.perSecond ?? GROWTH_BEYOND) * this.refusedAt;
		if (this.current < this.highest) return;
		this.current = Infinity;
		this.refusedAt = undefined;
	}

	/**
	 * A message was refused for the rate. What left before the last back-off says nothing new.
	 * @param sentAt when it left
	 * @returns milliseconds in which nothing should leave
	 */
	bad(sentAt: number, now: number, retryAfterMs: number | null): number {
		const asked = Math.min(LONGEST_ASKED_MS, retryAfterMs ?? 0);
		if (sentAt < this.lastChange) return asked;
		const measured = Math.max(LEAST_MEASURED, this.second.before, this.second.count);
		this.refusedAt = Number.isFinite(this.perSecond) ? this.perSecond : measured;
		this.current = Math.max(SLOWEST_PER_SECOND, this.refusedAt * BACK_OFF);
		this.lastChange = now;
		this.lastGrowth = now;
		const hold = Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** this.holds);
		this.holds += 1;
		return Math.max(hold, asked);
	}
}
