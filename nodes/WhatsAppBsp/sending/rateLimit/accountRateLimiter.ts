import type { CancellationToken } from '../../core/cancellation';
import type { Clock } from '../../core/clock';
import { createDeferred } from '../../core/deferred';
import type { ProviderError } from '../../core/providerError';
import type { RateLimits } from '../../core/rateLimits';
import { isWithinRetryTime, startRetryTime, type RetryTime } from '../retryPolicy';
import { AdaptiveRate, MAX_RETRY_AFTER_MS } from './adaptiveRate';
import { advance, type Admission, type RunRate, type Slot, type Waiter } from './admission';
import { Outage } from './outage';
import { RecipientRateLimiter, type Pause } from './recipientRateLimiter';

/** A longer sleep would not notice that the rate has grown. */
const MAX_SLEEP_MS = 250;

/** Rate limiter for one account, shared by every execution in this process. */
export class AccountRateLimiter {
	readonly rate = new AdaptiveRate();

	readonly outage = new Outage();

	readonly recipients?: RecipientRateLimiter;

	private readonly handles = new Set<RateLimiterHandle>();

	private readonly waiters = new Set<Waiter>();

	private readonly slots = new Set<Slot>();

	private nextAt = 0;

	private pausedUntil = 0;

	/** The last wait that the provider asked for. */
	private providerPause?: Pause;

	/** When the next look at the waiters is due. */
	private wakeAt = Infinity;

	constructor(
		private readonly clock: Clock,
		limits: RateLimits,
	) {
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
		this.dismissPaused();
		this.drain();
		const admission = await waiter.admission.promise;
		unsubscribe();
		return admission;
	}

	release(slot: Slot): void {
		this.slots.delete(slot);
		this.drain();
	}

	/** What was sent before the last pause says nothing about the time after it. */
	onClear(sentAt: number): void {
		if (sentAt >= this.pausedUntil) this.outage.end();
	}

	/** @see RateLimiterHandle.onUnclear */
	onUnclear(
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

	/** Admits nothing for a while. What would have gone meanwhile is no reason for a burst after it. */
	pauseFor(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
		this.nextAt = Math.max(this.nextAt, this.pausedUntil);
	}

	/** The same because the provider asks for it: those without the time to wait are not kept. */
	pauseForProvider(error: ProviderError, retryAfterMs: number): number {
		const now = this.clock.now();
		const waitMs = Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
		this.pauseFor(waitMs);
		const earlier = this.providerPause;
		const retryAt = now + retryAfterMs;
		// A request in flight meanwhile may be told a shorter time.
		if (!earlier || earlier.until <= now || earlier.retryAt < retryAt)
			this.providerPause = { until: now + waitMs, retryAt, error };
		this.dismissPaused();
		return waitMs;
	}

	/** Those without the time for the wait that the provider asked for, while it lasts. */
	private dismissPaused(): void {
		const { providerPause: pause } = this;
		const now = this.clock.now();
		if (!pause || pause.until <= now) return;
		for (const waiter of this.waiters) {
			startRetryTime(waiter.time, now);
			if (!isWithinRetryTime(waiter.time, now, pause.until - now)) this.dismiss(waiter, pause);
		}
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
			const wait = Math.max(this.pausedUntil, this.nextAt, waiter.runRate.nextAt) - now;
			if (wait > 0) return this.drainAt(now + Math.min(wait, MAX_SLEEP_MS), now);
			this.nextAt = advance(this.nextAt, now, this.rate.perSecond, waiter.messages);
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
		if (!this.outage.isOngoing) return true;
		// One at a time, next to those from before the pause, which may hang.
		return ![...this.slots].some(({ admittedAt }) => admittedAt >= this.pausedUntil);
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
		this.limiter.pauseFor(waitMs);
		this.pauseForProvider(error);
		return waitMs;
	}

	/**
	 * The provider says how long it takes nothing from this account.
	 * @returns milliseconds in which no run of the account sends anything
	 */
	pauseForProvider(error: ProviderError): number {
		const { retryAfterMs } = error;
		return retryAfterMs === null ? 0 : this.limiter.pauseForProvider(error, retryAfterMs);
	}

	/** The provider has said whether it accepted a message. */
	onClear(sentAt: number): void {
		this.limiter.onClear(sentAt);
	}

	/**
	 * A failure that leaves it open whether a message was accepted.
	 * @param error what those get that can't wait for the end of a long outage
	 * @param getDelayMs after so many of them in a row
	 * @returns milliseconds in which no run of the account sends anything: 0 for what was on its way before the last
	 * pause
	 */
	onUnclear(
		sentAt: number,
		error: ProviderError,
		getDelayMs: (failures: number) => number,
	): number {
		return this.limiter.onUnclear(sentAt, error, getDelayMs);
	}

	get outage(): Pick<Outage, 'isOngoing' | 'isLong'> {
		return this.limiter.outage;
	}

	/** Nothing else of the run is sent. */
	dismissWaiters(): void {
		this.limiter.dismissRun(this.runRate);
	}

	/** The provider doesn't respond: no use in sending the others at once. */
	pauseFor(ms: number): void {
		this.limiter.pauseFor(ms);
	}

	get recipients(): RecipientRateLimiter | undefined {
		return this.limiter.recipients;
	}

	close(): void {
		this.limiter.close(this);
	}
}
