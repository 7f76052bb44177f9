import type { Clock } from '../../core/clock';
import type { ProviderError } from '../../core/providerError';
import { MAX_RETRY_AFTER_MS } from './adaptiveRate';
import type { Pause } from './admission';
import { MAX_OUTAGE_MS, Outage } from './outage';

/** Why, and until when, an account sends nothing. Times are milliseconds of the clock. */
export class AccountPauses {
	readonly outage = new Outage();

	/**
	 * When the last pause, of whatever kind, ends or has ended. Requests from before it say nothing about an outage, and
	 * aren't the one that looks whether it is over.
	 */
	private pausedUntil = 0;

	/** The last one that the provider asked for, or that of a long outage. */
	private lastLong?: Pause;

	/** @param onPause after one that some may not have the time for */
	constructor(
		private readonly clock: Clock,
		private readonly onPause: () => void,
	) {}

	get until(): number {
		return this.pausedUntil;
	}

	pauseFor(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	/** The same because the provider asks for it: those without the time to wait are not kept. */
	pauseForProvider(error: ProviderError, retryAfterMs: number): number {
		const now = this.clock.now();
		const waitMs = Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
		this.pauseFor(waitMs);
		const earlier = this.lastLong;
		const retryAt = now + retryAfterMs;
		// A request in flight meanwhile may be told a shorter time.
		if (!earlier || earlier.until <= now || earlier.retryAt < retryAt)
			this.lastLong = { until: now + waitMs, retryAt, error };
		this.onPause();
		return waitMs;
	}

	/** With nothing in flight: what nobody has heard of for so long may be over. */
	forgetOld(): void {
		if (this.clock.now() - this.pausedUntil > MAX_OUTAGE_MS) this.lastLong = undefined;
	}

	/** What not everybody has the time for. In a long outage, the request that looks whether it is over may take long. */
	get longPause(): Pause | undefined {
		const pause = this.lastLong;
		return pause && (pause.until > this.clock.now() || this.outage.isLong) ? pause : undefined;
	}

	onOutcomeKnown(sentAt: number): void {
		if (sentAt >= this.pausedUntil) this.outage.end();
	}

	/** @see RateLimiterHandle.onOutageFailure */
	onOutageFailure(
		sentAt: number,
		error: ProviderError,
		getDelayMs: (failures: number) => number,
	): number {
		if (sentAt < this.pausedUntil) return 0;
		const failures = this.outage.addFailure(this.clock.now(), sentAt - this.pausedUntil);
		const waitMs = getDelayMs(failures);
		if (this.outage.isLong) return this.pauseForProvider(error, waitMs);
		this.pauseFor(waitMs);
		return waitMs;
	}
}
