/** Part of the rate that is left after a rejection. */
const BACKOFF_FACTOR = 0.7;

/** Pauses after rejections in a row; each is twice as long as the one before. */
const INITIAL_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** The whole account waits, so a provider that asks for more is tried again after this. */
export const MAX_RETRY_AFTER_MS = 300_000;

const MIN_PER_SECOND = 0.1;

/** Without a ceiling, fewer messages a second don’t show what the account takes. */
const MIN_MEASURED = 10;

/**
 * Growth per second, as part of the rate that was rejected: fast below it, careful near it, faster beyond
 * it. Without a rejection for a while, the care ends: another process that used the same account may
 * have finished. Two to five processes then use 95 to 100 % of a number's limit, with less than 1 %
 * rejected, whether the provider allows short bursts or long ones.
 */
const GROWTH = [
	{ below: 0.8, untilMs: Infinity, perSecond: 0.15 },
	{ below: 1.1, untilMs: 10_000, perSecond: 0.01 },
];
const GROWTH_BEYOND = 0.08;

/**
 * How many messages a second an account takes: the ceiling until the provider rejects one for its
 * rate, then less, then more again. Like TCP’s congestion control: additive increase, multiplicative
 * decrease. Times are milliseconds of one clock.
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

	/** Counts messages: without a ceiling there is no other number to back off from. */
	onSent(messages: number, now: number): void {
		const { start, count } = this.second;
		if (now - start >= 1000) {
			this.second = { start: now, count: 0, before: now - start < 2000 ? count : 0 };
		}
		this.second.count += messages;
	}

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
	 * A message was rejected for the rate. One sent before the last back-off says nothing new.
	 * @returns milliseconds in which nothing should be sent
	 */
	onRateLimited(sentAt: number, now: number, retryAfterMs: number | null): number {
		const asked = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs ?? 0);
		if (sentAt < this.lastChange) return asked;
		const measured = Math.max(MIN_MEASURED, this.second.before, this.second.count);
		this.rateLimitedAt = Number.isFinite(this.perSecond) ? this.perSecond : measured;
		this.current = Math.max(MIN_PER_SECOND, this.rateLimitedAt * BACKOFF_FACTOR);
		this.lastChange = now;
		this.lastGrowth = now;
		const pause = Math.min(MAX_PAUSE_MS, INITIAL_PAUSE_MS * 2 ** this.consecutivePauses);
		this.consecutivePauses += 1;
		return Math.max(pause, asked);
	}
}
