import type { ProviderError } from '../../core/providerError';
import type { RecipientLimit } from '../../core/rateLimits';
import type { Pause } from './admission';

/** Recipients beyond this many are forgotten: first those whose allowance is full again, then the oldest. */
const MAX_ENTRIES = 50_000;

interface Entry {
	/** When the recipient's allowance would be full again. */
	fullAt: number;
	pause?: Pause;
}

/**
 * Keeps the limit per recipient, for all runs of an account: a leaky bucket (GCRA) for each. Times are
 * milliseconds of one clock.
 */
export class RecipientRateLimiter {
	/** In the order of the last message. */
	private readonly entries = new Map<string, Entry>();

	constructor(private readonly limit: RecipientLimit) {}

	handlesError(code: string): boolean {
		return this.limit.errorCodes.includes(code);
	}

	/** Milliseconds until the next message to this recipient may be sent. */
	getDelayMs(to: string, now: number): number {
		const { intervalMs, burst } = this.limit;
		const fullAt = this.entries.get(to)?.fullAt ?? now;
		return Math.max(0, fullAt - now - (burst - 1) * intervalMs);
	}

	/** Set while the provider's own wait for this recipient lasts. */
	getPause(to: string, now: number): Pause | undefined {
		const pause = this.entries.get(to)?.pause;
		return pause && pause.until > now ? pause : undefined;
	}

	onSent(to: string, now: number): void {
		const fullAt = Math.max(now, this.entries.get(to)?.fullAt ?? now) + this.limit.intervalMs;
		this.setEntry(to, { fullAt }, now);
	}

	/** The provider rejected a message to this recipient, so what was counted here was wrong. */
	onRateLimited(to: string, now: number, waitMs: number, error: ProviderError): void {
		const { intervalMs, burst } = this.limit;
		const until = now + waitMs;
		const pause = { until, retryAt: until, error };
		this.setEntry(to, { fullAt: until + (burst - 1) * intervalMs, pause }, now);
	}

	private setEntry(to: string, entry: Entry, now: number): void {
		this.entries.delete(to);
		this.entries.set(to, entry);
		if (this.entries.size > MAX_ENTRIES) this.evict(now);
	}

	private evict(now: number): void {
		for (const [to, { fullAt }] of this.entries) if (fullAt <= now) this.entries.delete(to);
		// Down to three quarters, so that not every message has to look through all of them.
		for (const to of this.entries.keys()) {
			if (this.entries.size <= MAX_ENTRIES * 0.75) break;
			this.entries.delete(to);
		}
	}
}
