import type { Clock } from './clock';

export interface Tally {
	total: number;
	accepted: number;
	failed: number;
	/** Of the failed ones, how many may have been sent all the same. */
	unknown: number;
	skipped: number;
	/** Requests made again after a refusal. */
	repeated: number;
}

const EVERY_MS = 5000;

/** Fewer letters are sent before anyone would look at a log. */
const WORTH_TELLING = 50;

/** Says how far a run has come: a line each few seconds while it lasts, one sentence at its end. */
export class Progress {
	readonly tally: Tally;

	private readonly startedAt: number;

	private toldAt: number;

	private heldUntil = 0;

	constructor(
		total: number,
		private readonly clock: Clock,
		private readonly tell: (line: string) => void,
	) {
		this.tally = { total, accepted: 0, failed: 0, unknown: 0, skipped: 0, repeated: 0 };
		this.startedAt = clock.now();
		this.toldAt = this.startedAt;
	}

	warn(line: string): void {
		this.tell(line);
	}

	/** Nothing leaves for so many milliseconds: said once, and only when it is long. */
	held(ms: number): void {
		const now = this.clock.now();
		if (ms < EVERY_MS || now < this.heldUntil) return;
		this.heldUntil = now + ms;
		this.tell(
			`rate limit reached: sending with this credential is paused for ${Math.round(ms / 1000)} s`,
		);
	}

	count(what: 'accepted' | 'failed' | 'unknown' | 'skipped' | 'repeated'): void {
		this.tally[what] += 1;
		if (what === 'unknown') this.tally.failed += 1;
		const now = this.clock.now();
		if (this.tally.total < WORTH_TELLING || now - this.toldAt < EVERY_MS) return;
		this.toldAt = now;
		const { total, accepted, failed, skipped } = this.tally;
		const left = total - accepted - failed - skipped;
		this.tell(
			`${accepted} of ${total} messages accepted, ${failed} failed or unknown, ${this.perSecond} per second, ${left} left`,
		);
	}

	/** What a reader of the output wants to know beside it; undefined when there is nothing to say. */
	summary(): string | undefined {
		const { total, accepted, failed, unknown, skipped, repeated } = this.tally;
		const isLong = total >= WORTH_TELLING;
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
		return (this.tally.accepted / Math.max(seconds, 0.001)).toFixed(1);
	}
}
