import { AdaptiveRate } from '../../../nodes/WhatsAppBsp/sending/rateLimit/adaptiveRate';
import { RecipientRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/recipientRateLimiter';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import type { Slot } from '../../../nodes/WhatsAppBsp/sending/rateLimit/admission';
import { getRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/getRateLimiter';
import { TestClock, RECIPIENT_RATE_LIMITED } from '../../support/sendJobs';
import { CancellationToken } from '../../../nodes/WhatsAppBsp/core/cancellation';

const createRetryTime = () => ({ maxMs: 60_000 });

/** Sends as fast as the throttle lets it; the times of departure, in milliseconds. */
async function departures(
	limits: { messagesPerSecond: number; maxConcurrency: number },
	count: number,
	latencyMs: number,
): Promise<{ at: number[]; peak: number }> {
	const clock = new TestClock();
	const limiter = new AccountRateLimiter(clock, limits).open(limits);
	const at: number[] = [];
	let inFlight = 0;
	let peak = 0;
	const one = async () => {
		const slot = await limiter.acquire(1, new CancellationToken(), createRetryTime());
		at.push(clock.now());
		inFlight += 1;
		peak = Math.max(peak, inFlight);
		await clock.sleep(latencyMs);
		inFlight -= 1;
		limiter.release(slot as Slot);
	};
	await clock.run(Promise.all(Array.from({ length: count }, one)));
	return { at, peak };
}

describe('the throttle', () => {
	it('lets exactly the rate out when enough may be in flight', async () => {
		const { at } = await departures({ messagesPerSecond: 80, maxConcurrency: 40 }, 801, 100);
		expect(at[800]).toBeCloseTo(10_000, 0);
		at.forEach((time, i) => expect(time).toBeGreaterThanOrEqual(i * 12.5 - 1));
	});

	it('never has more in flight than it may', async () => {
		const { at, peak } = await departures(
			{ messagesPerSecond: Infinity, maxConcurrency: 4 },
			40,
			100,
		);
		expect(peak).toBe(4);
		expect(at[39]).toBe(900);
	});

	it('shares one account’s rate between runs, and gives each the rest of the other', async () => {
		const clock = new TestClock();
		const limits = { messagesPerSecond: 10, maxConcurrency: 10 };
		const throttle = new AccountRateLimiter(clock, limits);
		const send = async (count: number) => {
			const limiter = throttle.open(limits);
			await Promise.all(
				Array.from({ length: count }, async () => {
					const slot = await limiter.acquire(1, new CancellationToken(), createRetryTime());
					limiter.release(slot as Slot);
				}),
			);
			limiter.close();
		};
		await clock.run(Promise.all([send(10), send(31)]));
		expect(clock.now()).toBeCloseTo(4000, 0);
	});

	it('keeps a run to its own lower limit and lets the other go on', async () => {
		const clock = new TestClock();
		const throttle = new AccountRateLimiter(clock, { messagesPerSecond: 100, maxConcurrency: 10 });
		const ends: number[] = [];
		const send = async (messagesPerSecond: number, count: number) => {
			const limiter = throttle.open({ messagesPerSecond, maxConcurrency: 10 });
			for (let i = 0; i < count; i++) {
				const slot = await limiter.acquire(1, new CancellationToken(), createRetryTime());
				limiter.release(slot as Slot);
			}
			ends.push(clock.now());
			limiter.close();
		};
		await clock.run(Promise.all([send(100, 200), send(2, 9)]));
		expect(ends[0]).toBeLessThan(2200);
		// Half a second each, less what a late one may catch up on.
		expect(ends[1]).toBeGreaterThanOrEqual(3750);
	});

	it('keeps what waits in a run to its limit when a faster one opens, or a pause ends', async () => {
		const clock = new TestClock();
		const throttle = new AccountRateLimiter(clock, { messagesPerSecond: 1, maxConcurrency: 40 });
		throttle.pauses.pauseFor(10_000);
		const slow = throttle.open({ messagesPerSecond: 1, maxConcurrency: 40 });
		const at: number[] = [];
		const cancellation = new CancellationToken();
		const waiting = Array.from({ length: 20 }, async () => {
			const slot = await slow.acquire(1, cancellation, createRetryTime());
			at.push(clock.now());
			slow.release(slot as Slot);
		});
		const fast = throttle.open({ messagesPerSecond: 80, maxConcurrency: 40 });
		const sendFast = async () => {
			for (let i = 0; i < 160; i++) {
				const slot = await fast.acquire(1, cancellation, createRetryTime());
				fast.release(slot as Slot);
			}
			return clock.now();
		};
		const [end] = await clock.run(Promise.all([sendFast(), ...waiting]));
		expect(end).toBeLessThan(12_500);
		expect(at[0]).toBeGreaterThanOrEqual(10_000);
		expect(at[19]).toBeGreaterThanOrEqual(28_500);
	});

	it.each([false, true])(
		'lets a fast run start at once after a slow one, which has ended: %s',
		async (hasEnded) => {
			const clock = new TestClock();
			const throttle = new AccountRateLimiter(clock, { messagesPerSecond: 80, maxConcurrency: 40 });
			const cancellation = new CancellationToken();
			const slow = throttle.open({ messagesPerSecond: 1 / 60, maxConcurrency: 40 });
			const slot = await slow.acquire(1, cancellation, createRetryTime());
			slow.release(slot as Slot);
			if (hasEnded) slow.close();
			const fast = throttle.open({ messagesPerSecond: 80, maxConcurrency: 40 });
			await clock.run(fast.acquire(1, cancellation, createRetryTime()));
			expect(clock.now()).toBeLessThanOrEqual(1000 / 80);
		},
	);

	it('counts a request for several as several messages', async () => {
		const clock = new TestClock();
		const limits = { messagesPerSecond: 7, maxConcurrency: 9 };
		const limiter = new AccountRateLimiter(clock, limits).open(limits);
		const one = async () => {
			const slot = await limiter.acquire(7, new CancellationToken(), createRetryTime());
			limiter.release(slot as Slot);
		};
		await clock.run(Promise.all(Array.from({ length: 11 }, one)));
		expect(clock.now()).toBeCloseTo(10_000, 0);
	});

	it('lets nobody out after the run was halted', async () => {
		const clock = new TestClock();
		const limits = { messagesPerSecond: 1, maxConcurrency: 1 };
		const limiter = new AccountRateLimiter(clock, limits).open(limits);
		const cancellation = new CancellationToken();
		expect(await limiter.acquire(1, cancellation, createRetryTime())).toEqual({ admittedAt: 0 });
		const waiting = limiter.acquire(1, cancellation, createRetryTime());
		cancellation.cancel();
		expect(await clock.run(waiting)).toBe('cancelled');
		expect(await limiter.acquire(1, cancellation, createRetryTime())).toBe('cancelled');
	});

	it('is one for an account and another for the next, and does not pile up', () => {
		const clock = new TestClock();
		const limits = { messagesPerSecond: 1, maxConcurrency: 1 };
		const first = getRateLimiter('a', limits, clock);
		const limiter = first.open(limits);
		const idle = getRateLimiter('b', limits, clock);
		expect(idle).not.toBe(first);
		for (let i = 0; i < 500; i++) getRateLimiter(`other ${i}`, limits, clock);
		expect(getRateLimiter('a', limits, clock)).toBe(first);
		expect(getRateLimiter('b', limits, clock)).not.toBe(idle);
		limiter.close();
	});
});

describe('the adaptive rate', () => {
	/** A provider that takes `capacity` a second, with a second's worth at once. */
	function simulate(rate: AdaptiveRate, capacity: number, seconds: number, fromSeconds = 0) {
		let tokens = capacity;
		let rejected = 0;
		const accepted: number[] = [];
		let held = 0;
		let due = 0;
		const start = 1000 * fromSeconds;
		for (let now = start; now < start + 1000 * seconds; now += 5) {
			tokens = Math.min(capacity, tokens + (capacity * 5) / 1000);
			if (now < held) continue;
			for (due += (rate.perSecond * 5) / 1000; due >= 1; due -= 1) {
				rate.onSent(1, now);
				if (tokens >= 1) {
					tokens -= 1;
					accepted.push(now);
					rate.onAccepted(now);
				} else {
					rejected += 1;
					held = now + rate.onRateLimited(now, now, null);
				}
			}
		}
		return { rejected, accepted };
	}

	it.each([
		['a number of the Business app, 20 a second', 20],
		['half of what was thought', 40],
		['a little less than was thought', 75],
	])('finds %s with few rejections', (_, capacity) => {
		const rate = new AdaptiveRate();
		rate.ceiling = 80;
		const { rejected, accepted } = simulate(rate, capacity, 120);
		const steady = accepted.filter((at) => at > 20_000).length / 100;
		expect(steady).toBeGreaterThan(capacity * 0.8);
		expect(steady).toBeLessThanOrEqual(capacity * 1.02);
		expect(rejected / accepted.length).toBeLessThan(0.01);
	});

	it('goes back to its ceiling when the provider takes more again', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 80;
		simulate(rate, 20, 30);
		expect(rate.perSecond).toBeLessThan(40);
		simulate(rate, 1000, 120, 30);
		expect(rate.perSecond).toBe(80);
	});

	it('takes the rejections of one moment for one', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.onRateLimited(0, 100, null)).toBe(500);
		const once = rate.perSecond;
		for (let i = 0; i < 40; i++) rate.onRateLimited(50, 110, null);
		expect(rate.perSecond).toBe(once);
		expect(rate.onRateLimited(200, 300, null)).toBe(1000);
		expect(rate.perSecond).toBeLessThan(once);
	});

	it('waits as long as the provider asks', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.onRateLimited(0, 100, 7000)).toBe(7000);
		expect(rate.onRateLimited(50, 110, 9000)).toBe(9000);
	});

	it.each([
		['an hour', 3_600_000],
		['a Unix time instead of seconds', 1_790_000_000_000],
	])('asks again after five minutes when the provider asks for %s', (_, asked) => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.onRateLimited(0, 100, asked)).toBe(300_000);
		expect(rate.onRateLimited(50, 110, asked)).toBe(300_000);
	});

	it('backs off from what really left when there is no ceiling', () => {
		const rate = new AdaptiveRate();
		for (let now = 0; now < 3000; now += 10) rate.onSent(1, now);
		rate.onRateLimited(2990, 3000, null);
		expect(rate.perSecond).toBeGreaterThan(40);
		expect(rate.perSecond).toBeLessThan(100);
	});
});

describe('the pace per recipient', () => {
	const limit = { intervalMs: 6000, burst: 45, errorCodes: ['131056'] };

	it('lets the burst out, then one each six seconds', () => {
		const pace = new RecipientRateLimiter(limit);
		for (let i = 0; i < 45; i++) {
			expect(pace.getDelayMs('a', 0)).toBe(0);
			pace.onSent('a', 0);
		}
		expect(pace.getDelayMs('a', 0)).toBe(6000);
		expect(pace.getDelayMs('b', 0)).toBe(0);
		expect(pace.getDelayMs('a', 6000)).toBe(0);
		pace.onSent('a', 6000);
		expect(pace.getDelayMs('a', 6000)).toBe(6000);
		expect(pace.getDelayMs('a', 6000 * 46)).toBe(0);
	});

	it('waits after a rejection, whatever it had counted itself', () => {
		const pace = new RecipientRateLimiter(limit);
		pace.onSent('a', 0);
		pace.onRateLimited('a', 0, 4000, RECIPIENT_RATE_LIMITED.error);
		expect(pace.getDelayMs('a', 0)).toBe(4000);
		expect(pace.getDelayMs('a', 4000)).toBe(0);
	});
});
