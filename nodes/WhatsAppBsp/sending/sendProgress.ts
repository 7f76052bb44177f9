import type { Clock } from '../core/clock';

/** Of messages: `total` is `accepted + failed + skipped + left`. */
export interface SendStats {
	total: number;
	accepted: number;
	/** Includes those with an unknown outcome. */
	failed: number;
	/** Failed ones that may have been accepted: neither sent nor not sent. */
	unknown: number;
	skipped: number;
	/** Without a result: certainly not sent, once the run has ended. */
	left: number;
	/** Requests sent again after a rejection. */
	retried: number;
}

const LOG_INTERVAL_MS = 5000;

/** Fewer messages are sent before anyone looks at a log. */
const MIN_JOBS_TO_LOG = 50;

/** Logs how far a run has come: a line every few seconds, one sentence at its end. */
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
		this.stats = {
			total,
			accepted: 0,
			failed: 0,
			unknown: 0,
			skipped: 0,
			left: total,
			retried: 0,
		};
		this.startedAt = clock.now();
		this.lastLoggedAt = this.startedAt;
	}

	/** Nothing is sent for so many milliseconds: logged once, and only if it is long. */
	onPaused(ms: number, reason = 'rate limit reached'): void {
		const now = this.clock.now();
		if (ms < LOG_INTERVAL_MS || now < this.pausedUntil) return;
		this.pausedUntil = now + ms;
		this.log(`${reason}: sending with this credential is paused for ${Math.round(ms / 1000)} s`);
	}

	count(what: 'accepted' | 'failed' | 'unknown' | 'skipped' | 'retried'): void {
		this.stats[what] += 1;
		if (what === 'unknown') this.stats.failed += 1;
		if (what !== 'retried') this.stats.left -= 1;
		const now = this.clock.now();
		if (this.stats.total < MIN_JOBS_TO_LOG || now - this.lastLoggedAt < LOG_INTERVAL_MS) return;
		this.lastLoggedAt = now;
		const { total, accepted, failed, left } = this.stats;
		this.log(
			`${accepted} of ${total} messages accepted, ${failed} failed or unknown, ${this.perSecond} per second, ${left} left`,
		);
	}

	/**
	 * A hint for the output; undefined when there is nothing to say that its items don't say at a glance.
	 * @param sent of the accepted messages: their recipients, and how many of them only splitting made
	 */
	getSummary({
		recipients,
		parts: extra,
	}: {
		recipients: number;
		parts: number;
	}): string | undefined {
		const { total, accepted, failed, unknown, skipped, retried } = this.stats;
		const isLong = total >= MIN_JOBS_TO_LOG;
		if (!isLong && extra + retried + skipped + unknown === 0) return undefined;
		const seconds = ((this.clock.now() - this.startedAt) / 1000).toFixed(1);
		const isOneEach = recipients === 0 || recipients === accepted;
		const people = isOneEach ? '' : ` to ${recipients} recipient${recipients === 1 ? '' : 's'}`;
		const parts = [
			`${accepted} of ${total} messages${people} accepted in ${seconds} s`,
			...(extra > 0 ? [`'Split Long Text' made ${extra} of them`] : []),
			...(isLong ? [`${this.perSecond} per second`] : []),
			...(retried > 0 ? [`${retried} ${retried === 1 ? 'request' : 'requests'} retried`] : []),
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
