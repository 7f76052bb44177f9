/** After so long an outage, a run ends. */
export const MAX_OUTAGE_MS = 2 * 60 * 1000;

/** Fewer may be a fault of single messages. */
const MIN_FAILURES = 4;

/**
 * Failures in a row that leave it open whether a message was accepted, at one account: a circuit breaker. Each request
 * to a provider that is down costs a message, so until it says yes or no again, it gets one request at a time, after
 * longer and longer pauses.
 */
export class Outage {
	private failures = 0;

	private startedAt = 0;

	private lastFailureAt = 0;

	get isOngoing(): boolean {
		return this.failures > 0;
	}

	/** It's no use to wait for its end. */
	get isLong(): boolean {
		return this.failures >= MIN_FAILURES && this.lastFailureAt - this.startedAt > MAX_OUTAGE_MS;
	}

	/** The provider has said yes or no. */
	end(): void {
		this.failures = 0;
	}

	/**
	 * @param idleMs from the last pause until the request that failed was sent: after a long time, it is another outage
	 * @returns how many it has had
	 */
	addFailure(now: number, idleMs: number): number {
		if (this.failures === 0 || idleMs > MAX_OUTAGE_MS) {
			this.failures = 0;
			this.startedAt = now;
		}
		this.lastFailureAt = now;
		return ++this.failures;
	}
}
