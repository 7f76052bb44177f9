import type { Clock } from '../../core/clock';
import { AdaptiveRate } from './adaptiveRate';
import { RecipientRateLimiter } from './recipientRateLimiter';
import type { RateLimits } from '../../core/rateLimits';
import type { CancellationToken } from '../../core/cancellation';

/** What a late timer may catch up on, as time; more would be a burst. */
const MAX_CATCH_UP_MS = 250;

/** A longer sleep would not see that the rate has grown. */
const MAX_SLEEP_MS = 250;

interface Waiter {
	messages: number;
	resolve(admitted: boolean): void;
}

/** Lets requests of one account out, at the pace that its provider takes, whoever asks for it. */
export class AccountRateLimiter {
	readonly rate = new AdaptiveRate();

	readonly recipients?: RecipientRateLimiter;

	private readonly handles = new Set<RateLimiterHandle>();

	private readonly waiters: Waiter[] = [];

	private running = 0;

	private nextAt = 0;

	private pausedUntil = 0;

	private timerPending = false;

	constructor(
		private readonly clock: Clock,
		limits: RateLimits,
	) {
		if (limits.perRecipient) this.recipients = new RecipientRateLimiter(limits.perRecipient);
	}

	get isIdle(): boolean {
		return this.handles.size === 0;
	}

	/** The highest of what the runs at this moment allow: each keeps its own limit by itself. */
	get maxPerSecond(): number {
		return Math.max(...[...this.handles].map(({ limits }) => limits.messagesPerSecond));
	}

	open(limits: RateLimits): RateLimiterHandle {
		const limiter = new RateLimiterHandle(this, limits, this.clock);
		this.handles.add(limiter);
		this.rate.ceiling = this.maxPerSecond;
		return limiter;
	}

	close(limiter: RateLimiterHandle): void {
		this.handles.delete(limiter);
		if (!this.isIdle) this.rate.ceiling = this.maxPerSecond;
	}

	/** Waits for a place. False when the run was halted before; true: `release` must follow. */
	async acquire(messages: number, cancellation: CancellationToken): Promise<boolean> {
		if (cancellation.isCancelled) return false;
		return await new Promise((resolve) => {
			const waiter: Waiter = {
				messages,
				resolve: (admitted) => {
					takeBack();
					resolve(admitted);
				},
			};
			this.waiters.push(waiter);
			const takeBack = cancellation.onCancel(() => {
				const at = this.waiters.indexOf(waiter);
				if (at >= 0) this.waiters.splice(at, 1);
				resolve(false);
			});
			this.drain();
		});
	}

	release(): void {
		this.running -= 1;
		this.drain();
	}

	/** Lets nothing out for a while. */
	pauseFor(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	private drain(): void {
		while (!this.timerPending && this.waiters.length > 0 && this.running < this.maxConcurrency) {
			const now = this.clock.now();
			const wait = Math.max(this.pausedUntil, this.nextAt) - now;
			if (wait > 0) {
				this.timerPending = true;
				void this.clock.sleep(Math.min(wait, MAX_SLEEP_MS)).then(() => {
					this.timerPending = false;
					this.drain();
				});
				return;
			}
			const waiter = this.waiters.shift() as Waiter;
			const spacing = (1000 / this.rate.perSecond) * waiter.messages;
			this.nextAt = Math.max(this.nextAt, now - MAX_CATCH_UP_MS) + spacing;
			this.running += 1;
			this.rate.onSent(waiter.messages, now);
			waiter.resolve(true);
		}
	}

	private get maxConcurrency(): number {
		return Math.max(0, ...[...this.handles].map(({ limits }) => limits.maxConcurrency));
	}
}

/** One run's part in an account's throttle. */
export class RateLimiterHandle {
	private ownNextAt = 0;

	constructor(
		private readonly limiter: AccountRateLimiter,
		readonly limits: RateLimits,
		private readonly clock: Clock,
	) {}

	/** @see AccountRateLimiter.acquire */
	async acquire(messages: number, cancellation: CancellationToken): Promise<boolean> {
		const { messagesPerSecond } = this.limits;
		if (messagesPerSecond < this.limiter.maxPerSecond) {
			const now = this.clock.now();
			const at = Math.max(now, this.ownNextAt);
			this.ownNextAt = at + (1000 / messagesPerSecond) * messages;
			await cancellation.delay(this.clock, at - now);
		}
		return await this.limiter.acquire(messages, cancellation);
	}

	release(): void {
		this.limiter.release();
	}

	onAccepted(): void {
		this.limiter.rate.onAccepted(this.clock.now());
	}

	/**
	 * A refusal for the account's rate.
	 * @param sentAt when the request left
	 * @returns milliseconds in which nothing leaves, whoever sends
	 */
	onRateLimited(sentAt: number, retryAfterMs: number | null): number {
		const wait = this.limiter.rate.onRateLimited(sentAt, this.clock.now(), retryAfterMs);
		this.limiter.pauseFor(wait);
		return wait;
	}

	/** Nobody answers: no use in asking for the others at once. */
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

/** More accounts than a process has in use at the same time. */
const MAX_LIMITERS = 200;

const limiters = new Map<string, AccountRateLimiter>();

/**
 * The throttle of an account: one for all executions of this process, so that two workflows together
 * keep the limit. Workers of a queue each have their own; the provider's refusals slow them all.
 */
export function getRateLimiter(
	account: string,
	limits: RateLimits,
	clock: Clock,
): AccountRateLimiter {
	const known = limiters.get(account) ?? new AccountRateLimiter(clock, limits);
	limiters.delete(account);
	limiters.set(account, known);
	for (const [key, throttle] of limiters) {
		if (limiters.size <= MAX_LIMITERS) break;
		if (throttle.isIdle && throttle !== known) limiters.delete(key);
	}
	return known;
}
