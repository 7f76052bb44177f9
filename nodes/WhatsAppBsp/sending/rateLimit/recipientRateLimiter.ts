import type { RecipientLimit } from '../../core/rateLimits';

/** How many recipients are remembered before those without a debt are forgotten. */
const MAX_ENTRIES = 20_000;

/** Keeps the limit per recipient, for all runs of an account. Times are milliseconds of one clock. */
export class RecipientRateLimiter {
	/** When each recipient's allowance would be full again. */
	private readonly fullAt = new Map<string, number>();

	private evictAbove = MAX_ENTRIES;

	constructor(private readonly limit: RecipientLimit) {}

	handlesError(code: string): boolean {
		return this.limit.errorCodes.includes(code);
	}

	/** Milliseconds until the next message to this recipient may leave. */
	getDelayMs(to: string, now: number): number {
		const { intervalMs, burst } = this.limit;
		const fullAt = this.fullAt.get(to) ?? now;
		return Math.max(0, fullAt - now - (burst - 1) * intervalMs);
	}

	onSent(to: string, now: number): void {
		const fullAt = Math.max(now, this.fullAt.get(to) ?? now) + this.limit.intervalMs;
		// Taken out first, so that the order of the map is that of the last message.
		this.fullAt.delete(to);
		this.fullAt.set(to, fullAt);
		if (this.fullAt.size > this.evictAbove) this.evict(now);
	}

	/** The provider refused for this recipient, so what was counted here was wrong: it waits this long. */
	onRateLimited(to: string, now: number, waitMs: number): void {
		const { intervalMs, burst } = this.limit;
		this.fullAt.set(to, now + waitMs + (burst - 1) * intervalMs);
	}

	private evict(now: number): void {
		for (const [to, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(to);
		this.evictAbove = Math.max(MAX_ENTRIES, this.fullAt.size * 2);
	}
}
