/** Part of the rate that is left after a refusal. */
const BACKOFF_FACTOR = 0.6;

/** Waits after refusals that came one after the other, without a good answer in between. */
const INITIAL_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** A provider that asks for more is asked again after this: the whole account waits for it. */
const MAX_RETRY_AFTER_MS = 300_000;

const MIN_PER_SECOND = 0.1;

/** Without a ceiling: less was not measured but not asked for. */
const MIN_MEASURED = 10;

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

	private rateLimitedAt?: number;

	private lastChange = 0;

	private lastGrowth = 0;

	private consecutivePauses = 0;

	private second = { start: 0, count: 0, before: 0 };

	private max = Infinity;

	/** Messages a second at this moment. */
	get perSecond(): number {
		return Math.min(this.current, this.max);
	}

	set ceiling(perSecond: number) {
		this.max = perSecond;
	}

	/** Counts what leaves: without a ceiling there is no other number to back off from. */
	onSent(messages: number, now: number): void {
		const { start, count } = this.second;
		if (now - start >= 1000) {
			this.second = { start: now, count: 0, before: now - start < 2000 ? count : 0 };
		}
		this.second.count += messages;
	}

	/** A message was taken. */
	onAccepted(now: number): void {
		this.consecutivePauses = 0;
		if (this.rateLimitedAt === undefined) return;
		const elapsed = Math.min(1000, now - this.lastGrowth) / 1000;
		this.lastGrowth = now;
		const part = this.current / this.rateLimitedAt;
		const since = now - this.lastChange;
		const step = GROWTH.find(({ below, untilMs }) => part < below && since < untilMs);
		this.current += elapsed * (step?.perSecond ?? GROWTH_BEYOND) * this.rateLimitedAt;
		if (this.current < this.max) return;
		this.current = Infinity;
		this.rateLimitedAt = undefined;
	}

	/**
	 * A message was refused for the rate. What left before the last back-off says nothing new.
	 * @param sentAt when it left
	 * @returns milliseconds in which nothing should leave
	 */
	onRateLimited(sentAt: number, now: number, retryAfterMs: number | null): number {
		const asked = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs ?? 0);
		if (sentAt < this.lastChange) return asked;
		const measured = Math.max(MIN_MEASURED, this.second.before, this.second.count);
		this.rateLimitedAt = Number.isFinite(this.perSecond) ? this.perSecond : measured;
		this.current = Math.max(MIN_PER_SECOND, this.rateLimitedAt * BACKOFF_FACTOR);
		this.lastChange = now;
		this.lastGrowth = now;
		const hold = Math.min(MAX_PAUSE_MS, INITIAL_PAUSE_MS * 2 ** this.consecutivePauses);
		this.consecutivePauses += 1;
		return Math.max(hold, asked);
	}
}
