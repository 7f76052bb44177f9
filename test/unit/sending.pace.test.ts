import { Halt } from '../../nodes/WhatsAppBsp/sending/clock';
import { AdaptiveRate } from '../../nodes/WhatsAppBsp/sending/rate';
import { RecipientPace } from '../../nodes/WhatsAppBsp/sending/recipientPace';
import { Throttle, throttleOf } from '../../nodes/WhatsAppBsp/sending/throttle';
import { TestClock } from '../support/sending';

/** Sends as fast as the throttle lets it; the times of departure, in milliseconds. */
async function departures(
	limits: { perSecond: number; inFlight: number },
	count: number,
	latencyMs: number,
): Promise<{ at: number[]; peak: number }> {
	const clock = new TestClock();
	const lease = new Throttle(clock, limits).enter(limits);
	const at: number[] = [];
	let inFlight = 0;
	let peak = 0;
	const one = async () => {
		await lease.admit(1, new Halt());
		at.push(clock.now());
		inFlight += 1;
		peak = Math.max(peak, inFlight);
		await clock.sleep(latencyMs);
		inFlight -= 1;
		lease.release();
	};
	await clock.run(Promise.all(Array.from({ length: count }, one)));
	return { at, peak };
}

describe('the throttle', () => {
	it('lets exactly the rate out when enough may be in flight', async () => {
		const { at } = await departures({ perSecond: 80, inFlight: 40 }, 801, 100);
		expect(at[800]).toBeCloseTo(10_000, 0);
		at.forEach((time, i) => expect(time).toBeGreaterThanOrEqual(i * 12.5 - 1));
	});

	it('never has more in flight than it may', async () => {
		const { at, peak } = await departures({ perSecond: Infinity, inFlight: 4 }, 40, 100);
		expect(peak).toBe(4);
		expect(at[39]).toBe(900);
	});

	it('shares one account’s rate between runs, and gives each the rest of the other', async () => {
		const clock = new TestClock();
		const limits = { perSecond: 10, inFlight: 10 };
		const throttle = new Throttle(clock, limits);
		const send = async (count: number) => {
			const lease = throttle.enter(limits);
			await Promise.all(
				Array.from({ length: count }, async () => {
					await lease.admit(1, new Halt());
					lease.release();
				}),
			);
			lease.leave();
		};
		await clock.run(Promise.all([send(10), send(31)]));
		expect(clock.now()).toBeCloseTo(4000, 0);
	});

	it('keeps a run to its own lower limit and lets the other go on', async () => {
		const clock = new TestClock();
		const throttle = new Throttle(clock, { perSecond: 100, inFlight: 10 });
		const ends: number[] = [];
		const send = async (perSecond: number, count: number) => {
			const lease = throttle.enter({ perSecond, inFlight: 10 });
			for (let i = 0; i < count; i++) {
				await lease.admit(1, new Halt());
				lease.release();
			}
			ends.push(clock.now());
			lease.leave();
		};
		await clock.run(Promise.all([send(100, 200), send(2, 9)]));
		expect(ends[0]).toBeLessThan(2200);
		// Half a second each, less what a late one may catch up on.
		expect(ends[1]).toBeGreaterThanOrEqual(3750);
	});

	it('counts a request for several as several messages', async () => {
		const clock = new TestClock();
		const limits = { perSecond: 7, inFlight: 9 };
		const lease = new Throttle(clock, limits).enter(limits);
		const one = async () => {
			await lease.admit(7, new Halt());
			lease.release();
		};
		await clock.run(Promise.all(Array.from({ length: 11 }, one)));
		expect(clock.now()).toBeCloseTo(10_000, 0);
	});

	it('lets nobody out after the run was halted', async () => {
		const clock = new TestClock();
		const limits = { perSecond: 1, inFlight: 1 };
		const lease = new Throttle(clock, limits).enter(limits);
		const halt = new Halt();
		expect(await lease.admit(1, halt)).toBe(true);
		const waiting = lease.admit(1, halt);
		halt.halt();
		expect(await clock.run(waiting)).toBe(false);
		expect(await lease.admit(1, halt)).toBe(false);
	});

	it('is one for an account and another for the next, and does not pile up', () => {
		const clock = new TestClock();
		const limits = { perSecond: 1, inFlight: 1 };
		const first = throttleOf('a', limits, clock);
		const lease = first.enter(limits);
		const idle = throttleOf('b', limits, clock);
		expect(idle).not.toBe(first);
		for (let i = 0; i < 500; i++) throttleOf(`other ${i}`, limits, clock);
		expect(throttleOf('a', limits, clock)).toBe(first);
		expect(throttleOf('b', limits, clock)).not.toBe(idle);
		lease.leave();
	});
});

describe('the adaptive rate', () => {
	/** A provider that takes `capacity` a second, with a second's worth at once. */
	function simulate(rate: AdaptiveRate, capacity: number, seconds: number) {
		let tokens = capacity;
		let refused = 0;
		const accepted: number[] = [];
		let held = 0;
		let due = 0;
		for (let now = 0; now < seconds * 1000; now += 5) {
			tokens = Math.min(capacity, tokens + (capacity * 5) / 1000);
			if (now < held) continue;
			for (due += (rate.perSecond * 5) / 1000; due >= 1; due -= 1) {
				rate.departed(1, now);
				if (tokens >= 1) {
					tokens -= 1;
					accepted.push(now);
					rate.good(now);
				} else {
					refused += 1;
					held = now + rate.bad(now, now, null);
				}
			}
		}
		return { refused, accepted };
	}

	it.each([
		['a number of the Business app, 20 a second', 20],
		['half of what was thought', 40],
		['a little less than was thought', 75],
	])('finds %s with few refusals', (_, capacity) => {
		const rate = new AdaptiveRate();
		rate.ceiling = 80;
		const { refused, accepted } = simulate(rate, capacity, 120);
		const steady = accepted.filter((at) => at > 20_000).length / 100;
		expect(steady).toBeGreaterThan(capacity * 0.8);
		expect(steady).toBeLessThanOrEqual(capacity * 1.02);
		expect(refused / accepted.length).toBeLessThan(0.01);
	});

	it('goes back to its ceiling when the provider takes more again', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 80;
		simulate(rate, 20, 30);
		expect(rate.perSecond).toBeLessThan(40);
		simulate(rate, 1000, 120);
		expect(rate.perSecond).toBe(80);
	});

	it('takes the refusals of one moment for one', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.bad(0, 100, null)).toBe(500);
		const once = rate.perSecond;
		for (let i = 0; i < 40; i++) rate.bad(50, 110, null);
		expect(rate.perSecond).toBe(once);
		expect(rate.bad(200, 300, null)).toBe(1000);
		expect(rate.perSecond).toBeLessThan(once);
	});

	it('waits as long as the provider asks', () => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.bad(0, 100, 7000)).toBe(7000);
		expect(rate.bad(50, 110, 9000)).toBe(9000);
	});

	it.each([
		['an hour', 3_600_000],
		['a Unix time instead of seconds', 1_790_000_000_000],
	])('asks again after five minutes when the provider asks for %s', (_, asked) => {
		const rate = new AdaptiveRate();
		rate.ceiling = 100;
		expect(rate.bad(0, 100, asked)).toBe(300_000);
		expect(rate.bad(50, 110, asked)).toBe(300_000);
	});

	it('backs off from what really left when there is no ceiling', () => {
		const rate = new AdaptiveRate();
		for (let now = 0; now < 3000; now += 10) rate.departed(1, now);
		rate.bad(2990, 3000, null);
		expect(rate.perSecond).toBeGreaterThan(40);
		expect(rate.perSecond).toBeLessThan(100);
	});
});

describe('the pace per recipient', () => {
	const limit = { everyMs: 6000, burst: 45, codes: ['131056'] };

	it('lets the burst out, then one each six seconds', () => {
		const pace = new RecipientPace(limit);
		for (let i = 0; i < 45; i++) {
			expect(pace.wait('a', 0)).toBe(0);
			pace.sent('a', 0);
		}
		expect(pace.wait('a', 0)).toBe(6000);
		expect(pace.wait('b', 0)).toBe(0);
		expect(pace.wait('a', 6000)).toBe(0);
		pace.sent('a', 6000);
		expect(pace.wait('a', 6000)).toBe(6000);
		expect(pace.wait('a', 6000 * 46)).toBe(0);
	});

	it('waits after a refusal, whatever it had counted itself', () => {
		const pace = new RecipientPace(limit);
		pace.sent('a', 0);
		pace.refused('a', 0, 4000);
		expect(pace.wait('a', 0)).toBe(4000);
		expect(pace.wait('a', 4000)).toBe(0);
	});
});
