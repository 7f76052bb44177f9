import type { Clock } from '../core/clock';

export interface SendStats {
	total: number;
	accepted: number;
	failed: number;
	/** Of the failed ones, how many may have been sent all the same. */
	unknown: number;
	skipped: number;
	/** Requests made again after a refusal. */
	repeated: number;
}

const LOG_INTERVAL_MS = 5000;

/** Fewer letters are sent before anyone would look at a log. */
const MIN_JOBS_TO_LOG = 50;

/** Says how far a run has come: a line each few seconds while it lasts, one sentence at its end. */
export class SendProgress {
	readonly stats: SendStats;

	private readonly startedAt: number;

	private lastLoggedAt: number;

	private pausedUntil = 0;

	constructor(
		total: number,
		private readonly clock: Clock,
		private readonly log: (line: string) => void,
	) {
		this.stats = { total, accepted: 0, failed: 0, unknown: 0, skipped: 0, repeated: 0 };
		this.startedAt = clock.now();
		this.lastLoggedAt = this.startedAt;
	}

	warn(line: string): void {
		this.log(line);
	}

	/** Nothing leaves for so many milliseconds: said once, and only when it is long. */
	onPaused(ms: number): void {
		const now = this.clock.now();
		if (ms < LOG_INTERVAL_MS || now < this.pausedUntil) return;
		this.pausedUntil = now + ms;
		this.log(
			`rate limit reached: sending with this credential is paused for ${Math.round(ms / 1000)} s`,
		);
	}

	count(what: 'accepted' | 'failed' | 'unknown' | 'skipped' | 'repeated'): void {
		this.stats[what] += 1;
		if (what === 'unknown') this.stats.failed += 1;
		const now = this.clock.now();
		if (this.stats.total < MIN_JOBS_TO_LOG || now - this.lastLoggedAt < LOG_INTERVAL_MS) return;
		this.lastLoggedAt = now;
		const { total, accepted, failed, skipped } = this.stats;
		const left = total - accepted - failed - skipped;
		this.log(
			`${accepted} of ${total} messages accepted, ${failed} failed or unknown, ${this.perSecond} per second, ${left} left`,
		);
	}

	/** What a reader of the output wants to know beside it; undefined when there is nothing to say. */
	summary(): string | undefined {
		const { total, accepted, failed, unknown, skipped, repeated } = this.stats;
		const isLong = total >= MIN_JOBS_TO_LOG;
		if (!isLong && repeated === 0 && skipped === 0 && unknown === 0) return undefined;
		const seconds = ((this.clock.now() - this.startedAt) / 1000).toFixed(1);
		const parts = [
			`${accepted} of ${total} messages accepted in ${seconds} s`,
			...(isLong ? [`${this.perSecond} per second`] : []),
			...(repeated > 0 ? [`${repeated} ${repeated === 1 ? 'request' : 'requests'} retried`] : []),
			...(skipped > 0 ? [`${skipped} skipped because their idempotency key was used before`] : []),
			...(failed - unknown > 0 ? [`${failed - unknown} not accepted`] : []),
			...(unknown > 0
				? [`${unknown} with an unknown outcome (check these before you send them again)`]
				: []),
		];
		return `${parts.join('; ')}.`;
	}

	private get perSecond(): string {
		const seconds = (this.clock.now() - this.startedAt) / 1000;
		return (this.stats.accepted / Math.max(seconds, 0.001)).toFixed(1);
	}
}
