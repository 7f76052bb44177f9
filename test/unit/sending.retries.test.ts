import type { Refused } from '../../nodes/WhatsAppBsp/providers/provider';
import { items, run, TestCarrier } from '../support/carrier';
import { BROKEN_OFF, letter, NOT_REACHED, refusal, TestClock, TOO_FAST } from '../support/sending';

describe('what was not taken', () => {
	it.each<[string, Refused]>([
		['refused for the rate', TOO_FAST],
		['not reached', NOT_REACHED],
	])('is sent again when it was %s', async (_, refused) => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (to, nth) => (nth < 2 ? refused : undefined));
		const { left, deliveries } = run([letter(0, 'a')], carrier, clock);
		await left;
		expect(carrier.requests.map(({ at }) => at)).toEqual([0, 600, 1700]);
		expect(deliveries).toEqual([
			expect.objectContaining({ attempts: 3, fate: expect.objectContaining({ accepted: true }) }),
		]);
	});

	it.each([0, 1, 4])('is sent again %i times at most', async (maxRetries) => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => TOO_FAST);
		const retry = { maxRetries, maxMs: 1e9 };
		const { left, deliveries } = run([letter(0, 'a', 'Hi', { retry })], carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(maxRetries + 1);
		expect(deliveries[0]).toMatchObject({ fate: TOO_FAST, attempts: maxRetries + 1 });
	});

	it('is not sent again after its time', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => TOO_FAST);
		const retry = { maxRetries: 99, maxMs: 5000 };
		const { left } = run([letter(0, 'a', 'Hi', { retry })], carrier, clock);
		await left;
		expect(carrier.requests.length).toBeGreaterThan(2);
		expect(carrier.requests.every(({ at }) => at <= 5000)).toBe(true);
	});

	it('waits as long as the provider asks, and the whole account with it', async () => {
		const clock = new TestClock();
		const asked = refusal({ ...TOO_FAST.error, retryAfterMs: 7000 });
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? asked : undefined));
		const limits = { perSecond: 10, inFlight: 20 };
		const { left, lines } = run(items(20), carrier, clock, { limits });
		await left;
		expect(lines).toEqual(['rate limit reached: sending with this credential is paused for 7 s']);
		expect(carrier.requests.filter(({ at }) => at > 100 && at < 7100)).toEqual([]);
		expect(carrier.requests).toHaveLength(21);
	});

	it('keeps its place before the same recipient’s next message', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? TOO_FAST : undefined));
		const letters = [letter(0, 'a', 'first'), letter(1, 'a', 'second')];
		await run(letters, carrier, clock).left;
		expect(carrier.requests.map(({ text }) => text)).toEqual(['first', 'first', 'second']);
	});

	it('is waited for once, not once per message, while the provider is away', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => NOT_REACHED);
		await run(items(100), carrier, clock, { limits: { perSecond: Infinity, inFlight: 2 } }).left;
		expect(carrier.requests.length).toBeLessThan(120);
		expect(new Set(carrier.requests.map(({ text }) => text)).size).toBe(100);
	});
});

describe('what may have been taken', () => {
	it('is never sent again', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => BROKEN_OFF);
		const { left, deliveries } = run(items(3), carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(3);
		expect(deliveries.map(({ fate }) => fate)).toEqual([BROKEN_OFF, BROKEN_OFF, BROKEN_OFF]);
	});

	it('is sent again when twice is as good as once', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? BROKEN_OFF : undefined));
		const { left, deliveries } = run([letter(0, 'a', 'Hi', { repeatable: true })], carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(2);
		expect(deliveries[0].fate).toMatchObject({ accepted: true });
	});
});

it('makes an upload again, and gives up as for a message', async () => {
	const clock = new TestClock();
	const carrier = new TestCarrier(
		clock,
		() => undefined,
		(nth) => (nth < 2 ? NOT_REACHED : undefined),
	);
	const { left, deliveries } = run([letter(0, 'a')], carrier, clock);
	await left;
	expect(deliveries[0].fate).toMatchObject({ accepted: true });
	const broken = new TestCarrier(
		clock,
		() => undefined,
		() => NOT_REACHED,
	);
	const second = run([letter(0, 'a')], broken, clock);
	await second.left;
	expect(broken.prepared).toBe(4);
	expect(broken.requests).toEqual([]);
	expect(second.deliveries[0].fate).toEqual(NOT_REACHED);
});
