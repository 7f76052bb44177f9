import type { Clock, Halt } from './clock';
import { AdaptiveRate } from './rate';
import { RecipientPace } from './recipientPace';
import type { SendingLimits } from './types';

/** What a late timer may catch up on, as time; more would be a burst. */
const CATCH_UP_MS = 250;

/** A longer sleep would not see that the rate has grown. */
const LONGEST_SLEEP_MS = 250;

interface Waiter {
	messages: number;
	admit(admitted: boolean): void;
}

/** Lets requests of one account out, at the pace that its provider takes, whoever asks for it. */
export class Throttle {
	readonly rate = new AdaptiveRate();

	readonly recipients?: RecipientPace;

	private readonly leases = new Set<Lease>();

	private readonly waiters: Waiter[] = [];

	private inFlight = 0;

	private nextAt = 0;

	private heldUntil = 0;

	private asleep = false;

	constructor(
		private readonly clock: Clock,
		limits: SendingLimits,
	) {
		if (limits.perRecipient) this.recipients = new RecipientPace(limits.perRecipient);
	}

	get idle(): boolean {
		return this.leases.size === 0;
	}

	/** The highest of what the runs at this moment allow: each keeps its own limit by itself. */
	get ceiling(): number {
		return Math.max(...[...this.leases].map(({ limits }) => limits.perSecond));
	}

	enter(limits: SendingLimits): Lease {
		const lease = new Lease(this, limits, this.clock);
		this.leases.add(lease);
		this.rate.ceiling = this.ceiling;
		return lease;
	}

	leave(lease: Lease): void {
		this.leases.delete(lease);
		if (!this.idle) this.rate.ceiling = this.ceiling;
	}

	/** Waits for a place. False when the run was halted before; true: `release` must follow. */
	async admit(messages: number, halt: Halt): Promise<boolean> {
		if (halt.halted) return false;
		return await new Promise((resolve) => {
			const waiter: Waiter = {
				messages,
				admit: (admitted) => {
					takeBack();
					resolve(admitted);
				},
			};
			this.waiters.push(waiter);
			const takeBack = halt.onHalt(() => {
				const at = this.waiters.indexOf(waiter);
				if (at >= 0) this.waiters.splice(at, 1);
				resolve(false);
			});
			this.pump();
		});
	}

	release(): void {
		this.inFlight -= 1;
		this.pump();
	}

	/** Lets nothing out for a while. */
	hold(ms: number): void {
		this.heldUntil = Math.max(this.heldUntil, this.clock.now() + ms);
	}

	private pump(): void {
		while (!this.asleep && this.waiters.length > 0 && this.inFlight < this.maxInFlight) {
			const now = this.clock.now();
			const wait = Math.max(this.heldUntil, this.nextAt) - now;
			if (wait > 0) {
				this.asleep = true;
				void this.clock.sleep(Math.min(wait, LONGEST_SLEEP_MS)).then(() => {
					this.asleep = false;
					this.pump();
				});
				return;
			}
			const waiter = this.waiters.shift() as Waiter;
			const spacing = (1000 / this.rate.perSecond) * waiter.messages;
			this.nextAt = Math.max(this.nextAt, now - CATCH_UP_MS) + spacing;
			this.inFlight += 1;
			this.rate.departed(waiter.messages, now);
			waiter.admit(true);
		}
	}

	private get maxInFlight(): number {
		return Math.max(0, ...[...this.leases].map(({ limits }) => limits.inFlight));
	}
}

/** One run's part in an account's throttle. */
export class Lease {
	private ownNextAt = 0;

	constructor(
		private readonly throttle: Throttle,
		readonly limits: SendingLimits,
		private readonly clock: Clock,
	) {}

	/** @see Throttle.admit */
	async admit(messages: number, halt: Halt): Promise<boolean> {
		const { perSecond } = this.limits;
		if (perSecond < this.throttle.ceiling) {
			const now = this.clock.now();
			const at = Math.max(now, this.ownNextAt);
			this.ownNextAt = at + (1000 / perSecond) * messages;
			await halt.pause(this.clock, at - now);
		}
		return await this.throttle.admit(messages, halt);
	}

	release(): void {
		this.throttle.release();
	}

	accepted(): void {
		this.throttle.rate.good(this.clock.now());
	}

	/**
	 * A refusal for the account's rate.
	 * @param sentAt when the request left
	 * @returns milliseconds in which nothing leaves, whoever sends
	 */
	refused(sentAt: number, retryAfterMs: number | null): number {
		const wait = this.throttle.rate.bad(sentAt, this.clock.now(), retryAfterMs);
		this.throttle.hold(wait);
		return wait;
	}

	/** Nobody answers: no use in asking for the others at once. */
	hold(ms: number): void {
		this.throttle.hold(ms);
	}

	get recipients(): RecipientPace | undefined {
		return this.throttle.recipients;
	}

	leave(): void {
		this.throttle.leave(this);
	}
}

/** More accounts than a process has in use at the same time. */
const REMEMBERED = 200;

const throttles = new Map<string, Throttle>();

/**
 * The throttle of an account: one for all executions of this process, so that two workflows together
 * keep the limit. Workers of a queue each have their own; the provider's refusals slow them all.
 */
export function throttleOf(account: string, limits: SendingLimits, clock: Clock): Throttle {
	const known = throttles.get(account) ?? new Throttle(clock, limits);
	throttles.delete(account);
	throttles.set(account, known);
	for (const [key, throttle] of throttles) {
		if (throttles.size <= REMEMBERED) break;
		if (throttle.idle && throttle !== known) throttles.delete(key);
	}
	return known;
}
