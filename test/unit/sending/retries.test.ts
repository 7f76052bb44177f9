import { items, run, FakeMessageClient } from '../../support/fakeMessageClient';
import {
	BROKEN_OFF,
	createJob,
	NOT_REACHED,
	createRejection,
	TestClock,
	TOO_FAST,
} from '../../support/sendJobs';
import type { Rejected } from '../../../nodes/WhatsAppBsp/core/result';

describe('what was not taken', () => {
	it.each<[string, Rejected]>([
		['refused for the rate', TOO_FAST],
		['not reached', NOT_REACHED],
	])('is sent again when it was %s', async (_, refused) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (to, nth) => (nth < 2 ? refused : undefined));
		const { left, deliveries } = run([createJob(0, 'a')], client, clock);
		await left;
		expect(client.requests.map(({ at }) => at)).toEqual([0, 600, 1700]);
		expect(deliveries).toEqual([
			expect.objectContaining({ attempts: 3, result: expect.objectContaining({ accepted: true }) }),
		]);
	});

	it.each([0, 1, 4])('is sent again %i times at most', async (maxRetries) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => TOO_FAST);
		const retry = { maxRetries, maxRetryTimeMs: 1e9 };
		const { left, deliveries } = run([createJob(0, 'a', 'Hi', { retry })], client, clock);
		await left;
		expect(client.requests).toHaveLength(maxRetries + 1);
		expect(deliveries[0]).toMatchObject({ result: TOO_FAST, attempts: maxRetries + 1 });
	});

	it('is not sent again after its time', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => TOO_FAST);
		const retry = { maxRetries: 99, maxRetryTimeMs: 5000 };
		const { left } = run([createJob(0, 'a', 'Hi', { retry })], client, clock);
		await left;
		expect(client.requests.length).toBeGreaterThan(2);
		expect(client.requests.every(({ at }) => at <= 5000)).toBe(true);
	});

	it('waits as long as the provider asks, and the whole account with it', async () => {
		const clock = new TestClock();
		const asked = createRejection({ ...TOO_FAST.error, retryAfterMs: 7000 });
		const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? asked : undefined));
		const limits = { messagesPerSecond: 10, maxConcurrency: 20 };
		const { left, lines } = run(items(20), client, clock, { limits });
		await left;
		expect(lines).toEqual(['rate limit reached: sending with this credential is paused for 7 s']);
		expect(client.requests.filter(({ at }) => at > 100 && at < 7100)).toEqual([]);
		expect(client.requests).toHaveLength(21);
	});

	it('keeps its place before the same recipient’s next message', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? TOO_FAST : undefined));
		const jobs = [createJob(0, 'a', 'first'), createJob(1, 'a', 'second')];
		await run(jobs, client, clock).left;
		expect(client.requests.map(({ text }) => text)).toEqual(['first', 'first', 'second']);
	});

	it('is waited for once, not once per message, while the provider is away', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => NOT_REACHED);
		await run(items(100), client, clock, {
			limits: { messagesPerSecond: Infinity, maxConcurrency: 2 },
		}).left;
		expect(client.requests.length).toBeLessThan(120);
		expect(new Set(client.requests.map(({ text }) => text)).size).toBe(100);
	});
});

describe('what may have been taken', () => {
	it('is never sent again', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => BROKEN_OFF);
		const { left, deliveries } = run(items(3), client, clock);
		await left;
		expect(client.requests).toHaveLength(3);
		expect(deliveries.map(({ result }) => result)).toEqual([BROKEN_OFF, BROKEN_OFF, BROKEN_OFF]);
	});

	it('is sent again when twice is as good as once', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? BROKEN_OFF : undefined));
		const { left, deliveries } = run(
			[createJob(0, 'a', 'Hi', { isIdempotent: true })],
			client,
			clock,
		);
		await left;
		expect(client.requests).toHaveLength(2);
		expect(deliveries[0].result).toMatchObject({ accepted: true });
	});
});

it('makes an upload again, and gives up as for a message', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(
		clock,
		() => undefined,
		(nth) => (nth < 2 ? NOT_REACHED : undefined),
	);
	const { left, deliveries } = run([createJob(0, 'a')], client, clock);
	await left;
	expect(deliveries[0].result).toMatchObject({ accepted: true });
	const broken = new FakeMessageClient(
		clock,
		() => undefined,
		() => NOT_REACHED,
	);
	const second = run([createJob(0, 'a')], broken, clock);
	await second.left;
	expect(broken.prepared).toBe(4);
	expect(broken.requests).toEqual([]);
	expect(second.deliveries[0].result).toEqual(NOT_REACHED);
});
