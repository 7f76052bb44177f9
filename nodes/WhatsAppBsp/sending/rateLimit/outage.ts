/** After so long an outage, a run ends. */
const MAX_OUTAGE_MS = 2 * 60 * 1000;

/** Fewer may be a fault of single messages. */
const MIN_FAILURES = 4;

/**
 * Failures in a row that leave it open whether a message was accepted, at one account. Each request to a provider
 * that is down costs a message, so it gets few, after longer and longer pauses.
 */
export class Outage {
	private failures = 0;

	private startedAt = 0;

	private pausedUntil = 0;

	/** The provider has said yes or no. */
	end(): void {
		this.failures = 0;
	}

	/**
	 * @param sentAt when the request that failed was sent
	 * @param getDelayMs after so many failures
	 * @returns milliseconds to pause for: 0 for what was on its way before the pause; Infinity once it's no use to wait
	 */
	onFailure(sentAt: number, now: number, getDelayMs: (failures: number) => number): number {
		const isOld = sentAt - this.pausedUntil > MAX_OUTAGE_MS;
		if (this.failures === 0 || isOld) {
			this.failures = 0;
			this.startedAt = now;
		} else if (sentAt < this.pausedUntil) return 0;
		const delayMs = getDelayMs(++this.failures);
		if (this.failures >= MIN_FAILURES && now - this.startedAt > MAX_OUTAGE_MS) return Infinity;
		this.pausedUntil = now + delayMs;
		return delayMs;
	}
}
