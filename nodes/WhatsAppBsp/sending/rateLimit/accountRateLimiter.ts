import type { CancellationToken } from '../../core/cancellation';
import type { Clock } from '../../core/clock';
import { createDeferred } from '../../core/deferred';
import type { ProviderError } from '../../core/providerError';
import type { RateLimits } from '../../core/rateLimits';
import { isWithinRetryTime, startRetryTime, type RetryTime } from '../retryPolicy';
import { AccountPauses } from './accountPauses';
import { AdaptiveRate } from './adaptiveRate';
import { advance, type Admission, type RunRate, type Slot, type Waiter } from './admission';
import type { Outage } from './outage';
import { RecipientRateLimiter } from './recipientRateLimiter';

/** How exact `Max Retry Time` is. */
const WATCH_INTERVAL_MS = 1000;

/** A longer sleep would not notice that the rate has grown. */
const MAX_SLEEP_MS = 250;

/** Rate limiter for one account, shared by every execution in this process. */
export class AccountRateLimiter {
	readonly rate = new AdaptiveRate();

	readonly pauses: AccountPauses;

	readonly recipients?: RecipientRateLimiter;

	private readonly handles = new Set<RateLimiterHandle>();

	private readonly waiters = new Set<Waiter>();

	private readonly slots = new Set<Slot>();

	private nextAt = 0;

	/** When the next look at the waiters is due. */
	private wakeAt = Infinity;

	private isWatched = false;

	constructor(
		private readonly clock: Clock,
		limits: RateLimits,
	) {
		this.pauses = new AccountPauses(clock, () => this.dismissLate());
		if (limits.perRecipient) this.recipients = new RecipientRateLimiter(limits.perRecipient);
	}

	get isIdle(): boolean {
		return this.handles.size === 0;
	}

	/** The highest limit of all open runs. Each has its own rate below that. */
	get maxPerSecond(): number {
		return Math.max(...[...this.handles].map(({ limits }) => limits.messagesPerSecond));
	}

	open(limits: RateLimits): RateLimiterHandle {
		const handle = new RateLimiterHandle(this, limits, this.clock);
		this.handles.add(handle);
		const now = this.clock.now();
		const before = this.rate.perSecond;
		this.rate.ceiling = this.maxPerSecond;
		// What a slow run has sent is not to keep a faster one waiting.
		if (this.nextAt > now && this.rate.perSecond > before) {
			this.nextAt = now + ((this.nextAt - now) * before) / this.rate.perSecond;
		}
		return handle;
	}

	close(handle: RateLimiterHandle): void {
		this.handles.delete(handle);
		if (!this.isIdle) this.rate.ceiling = this.maxPerSecond;
	}

	/** Waits for a slot, which must be released. */
	async acquire(
		messages: number,
		cancellation: CancellationToken,
		time: RetryTime,
		runRate: RunRate,
	): Promise<Admission> {
		if (cancellation.isCancelled) return 'cancelled';
		const waiter: Waiter = { messages, runRate, time, admission: createDeferred() };
		this.waiters.add(waiter);
		const unsubscribe = cancellation.onCancel(() => this.dismiss(waiter, 'cancelled'));
		if (this.slots.size === 0) this.pauses.forgetOld();
		this.dismissLate();
		this.drain();
		const admission = await waiter.admission.promise;
		unsubscribe();
		return admission;
	}

	release(slot: Slot): void {
		this.slots.delete(slot);
		this.drain();
	}

	/** Dismisses those without the time for a pause: now, and once their time is over. */
	private dismissLate(): void {
		const pause = this.pauses.longPause;
		if (!pause) return;
		const now = this.clock.now();
		for (const waiter of this.waiters) {
			startRetryTime(waiter.time, now);
			const waitMs = Math.max(0, pause.until - now);
			if (!isWithinRetryTime(waiter.time, now, waitMs)) this.dismiss(waiter, pause);
		}
		if (this.isWatched || this.waiters.size === 0) return;
		this.isWatched = true;
		void this.clock.sleep(WATCH_INTERVAL_MS).then(() => {
			this.isWatched = false;
			this.dismissLate();
		});
	}

	dismissRun(runRate: RunRate): void {
		for (const waiter of this.waiters)
			if (waiter.runRate === runRate) this.dismiss(waiter, 'cancelled');
	}

	private dismiss(waiter: Waiter, admission: Admission): void {
		this.waiters.delete(waiter);
		waiter.admission.resolve(admission);
	}

	private drain(): void {
		while (this.hasFreeSlot) {
			const now = this.clock.now();
			const waiter = this.findNext(now);
			if (!waiter) return;
			const wait = Math.max(this.pauses.until, this.nextAt, waiter.runRate.nextAt) - now;
			if (wait > 0) return this.drainAt(now + Math.min(wait, MAX_SLEEP_MS), now);
			// What would have gone during a pause is no reason for a burst after it.
			const nextAt = Math.max(this.nextAt, this.pauses.until);
			this.nextAt = advance(nextAt, now, this.rate.perSecond, waiter.messages);
			const { runRate } = waiter;
			runRate.nextAt = advance(runRate.nextAt, now, runRate.messagesPerSecond, waiter.messages);
			const slot: Slot = { admittedAt: now };
			this.slots.add(slot);
			this.rate.onSent(waiter.messages, now);
			this.dismiss(waiter, slot);
		}
	}

	/** Unless a look before that is due. */
	private drainAt(at: number, now: number): void {
		if (at >= this.wakeAt) return;
		this.wakeAt = at;
		void this.clock.sleep(at - now).then(() => {
			if (this.wakeAt === at) this.wakeAt = Infinity;
			this.drain();
		});
	}

	/** Of those whose run may send now, the one that has waited longest; else the one that may soonest. */
	private findNext(now: number): Waiter | undefined {
		let next: Waiter | undefined;
		for (const waiter of this.waiters) {
			if (waiter.runRate.nextAt <= now) return waiter;
			if (!next || waiter.runRate.nextAt < next.runRate.nextAt) next = waiter;
		}
		return next;
	}

	private get hasFreeSlot(): boolean {
		const max = Math.max(0, ...[...this.handles].map(({ limits }) => limits.maxConcurrency));
		if (this.slots.size >= max) return false;
		if (!this.pauses.outage.isOngoing) return true;
		// One at a time, next to those from before the pause, which may hang.
		return ![...this.slots].some(({ admittedAt }) => admittedAt >= this.pauses.until);
	}
}

/** One run's access to an account's rate limiter. */
export class RateLimiterHandle {
	private readonly runRate: RunRate;

	constructor(
		private readonly limiter: AccountRateLimiter,
		readonly limits: RateLimits,
		private readonly clock: Clock,
	) {
		this.runRate = { messagesPerSecond: limits.messagesPerSecond, nextAt: 0 };
	}

	/** @see AccountRateLimiter.acquire */
	async acquire(
		messages: number,
		cancellation: CancellationToken,
		time: RetryTime,
	): Promise<Admission> {
		return await this.limiter.acquire(messages, cancellation, time, this.runRate);
	}

	release(slot: Slot): void {
		this.limiter.release(slot);
	}

	onAccepted(): void {
		this.limiter.rate.onAccepted(this.clock.now());
	}

	/**
	 * A rejection for the account's rate.
	 * @param sentAt when the request was sent
	 * @returns milliseconds in which no run of the account sends anything
	 */
	onRateLimited(sentAt: number, error: ProviderError): number {
		const { retryAfterMs } = error;
		const waitMs = this.limiter.rate.onRateLimited(sentAt, this.clock.now(), retryAfterMs);
		this.limiter.pauses.pauseFor(waitMs);
		this.pauseForProvider(error);
		return waitMs;
	}

	/**
	 * The provider says how long it takes nothing from this account.
	 * @returns milliseconds in which no run of the account sends anything
	 */
	pauseForProvider(error: ProviderError): number {
		const { retryAfterMs } = error;
		return retryAfterMs === null ? 0 : this.limiter.pauses.pauseForProvider(error, retryAfterMs);
	}

	/** The provider has said whether it accepted a message. */
	onOutcomeKnown(sentAt: number): void {
		this.limiter.pauses.onOutcomeKnown(sentAt);
	}

	/**
	 * A failure that begins or prolongs an outage.
	 * @param error what those get that can't wait for the end of a long outage
	 * @param getDelayMs after so many of them in a row
	 * @returns milliseconds in which no run of the account sends anything: 0 for what was on its way before the last
	 * pause
	 */
	onOutageFailure(
		sentAt: number,
		error: ProviderError,
		getDelayMs: (failures: number) => number,
	): number {
		return this.limiter.pauses.onOutageFailure(sentAt, error, getDelayMs);
	}

	get outage(): Pick<Outage, 'isOngoing' | 'isLong'> {
		return this.limiter.pauses.outage;
	}

	/** Nothing else of the run is sent. */
	dismissWaiters(): void {
		this.limiter.dismissRun(this.runRate);
	}

	/** The provider doesn't respond: no use in sending the others at once. */
	pauseFor(ms: number): void {
		this.limiter.pauses.pauseFor(ms);
	}

	get recipients(): RecipientRateLimiter | undefined {
		return this.limiter.recipients;
	}

	close(): void {
		this.limiter.close(this);
	}
}
