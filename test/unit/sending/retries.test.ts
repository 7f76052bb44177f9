import { createJobs, runJobs, FakeMessageClient } from '../../support/fakeMessageClient';
import {
	CONNECTION_LOST,
	createJob,
	NOT_REACHED,
	createRejection,
	TestClock,
	RATE_LIMITED,
} from '../../support/sendJobs';
import type { Rejected } from '../../../nodes/WhatsAppBsp/core/result';

describe('what was not accepted', () => {
	it.each<[string, Rejected]>([
		['rejected for the rate', RATE_LIMITED],
		['not reached', NOT_REACHED],
	])('is sent again when it was %s', async (_, rejected) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (to, nth) => (nth < 2 ? rejected : undefined));
		const { left, deliveries } = runJobs([createJob(0, 'a')], client, clock);
		await left;
		expect(client.requests.map(({ at }) => at)).toEqual([0, 600, 1700]);
		expect(deliveries).toEqual([
			expect.objectContaining({ attempts: 3, result: expect.objectContaining({ accepted: true }) }),
		]);
	});

	it.each([0, 1, 4])('is sent again %i times at most', async (maxRetries) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => RATE_LIMITED);
		const retry = { maxRetries, maxRetryTimeMs: 1e9 };
		const { left, deliveries } = runJobs([createJob(0, 'a', 'Hi', { retry })], client, clock);
		await left;
		expect(client.requests).toHaveLength(maxRetries + 1);
		expect(deliveries[0]).toMatchObject({ result: RATE_LIMITED, attempts: maxRetries + 1 });
	});

	it('is not sent again after its time', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => RATE_LIMITED);
		const retry = { maxRetries: 99, maxRetryTimeMs: 5000 };
		const { left } = runJobs([createJob(0, 'a', 'Hi', { retry })], client, clock);
		await left;
		expect(client.requests.length).toBeGreaterThan(2);
		expect(client.requests.every(({ at }) => at <= 5000)).toBe(true);
	});

	it('waits as long as the provider asks, and the whole account with it', async () => {
		const clock = new TestClock();
		const asked = createRejection({ ...RATE_LIMITED.error, retryAfterMs: 7000 });
		const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? asked : undefined));
		const limits = { messagesPerSecond: 10, maxConcurrency: 20 };
		const { left, lines } = runJobs(createJobs(20), client, clock, { limits });
		await left;
		expect(lines).toEqual(['rate limit reached: sending with this credential is paused for 7 s']);
		expect(client.requests.filter(({ at }) => at > 100 && at < 7100)).toEqual([]);
		expect(client.requests).toHaveLength(21);
	});

	it.each([0, 0.5, 1])(
		'is sent again after a wait that just fits, whatever is added at random: %d',
		async (random) => {
			const clock = new TestClock();
			const asked = createRejection({ ...RATE_LIMITED.error, retryAfterMs: 110_000 });
			const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? asked : undefined));
			const retry = { maxRetries: 5, maxRetryTimeMs: 120_000 };
			const job = createJob(0, 'a', 'Hi', { retry });
			const { left, deliveries } = runJobs([job], client, clock, { random: () => random });
			await left;
			expect(deliveries[0].result).toMatchObject({ accepted: true });
			expect(client.requests[1].at).toBeGreaterThanOrEqual(110_000);
			expect(client.requests[1].at).toBeLessThanOrEqual(120_000);
		},
	);

	it('keeps its place before the same recipient’s next message', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? RATE_LIMITED : undefined));
		const jobs = [createJob(0, 'a', 'first'), createJob(1, 'a', 'second')];
		await runJobs(jobs, client, clock).left;
		expect(client.requests.map(({ text }) => text)).toEqual(['first', 'first', 'second']);
	});

	it('is waited for once, not once per message, while the provider is away', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => NOT_REACHED);
		await runJobs(createJobs(100), client, clock, {
			limits: { messagesPerSecond: Infinity, maxConcurrency: 2 },
		}).left;
		expect(client.requests.length).toBeLessThan(120);
		expect(new Set(client.requests.map(({ text }) => text)).size).toBe(100);
	});
});

describe('what may have been taken', () => {
	it('is never sent again', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => CONNECTION_LOST);
		const { left, deliveries } = runJobs(createJobs(3), client, clock);
		await left;
		expect(client.requests).toHaveLength(3);
		expect(deliveries.map(({ result }) => result)).toEqual([
			CONNECTION_LOST,
			CONNECTION_LOST,
			CONNECTION_LOST,
		]);
	});

	it('is sent again when twice is as good as once', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (_, nth) =>
			nth === 0 ? CONNECTION_LOST : undefined,
		);
		const { left, deliveries } = runJobs(
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
	const { left, deliveries } = runJobs([createJob(0, 'a')], client, clock);
	await left;
	expect(deliveries[0].result).toMatchObject({ accepted: true });
	const broken = new FakeMessageClient(
		clock,
		() => undefined,
		() => NOT_REACHED,
	);
	const second = runJobs([createJob(0, 'a')], broken, clock);
	await second.left;
	expect(broken.prepared).toBe(4);
	expect(broken.requests).toEqual([]);
	expect(second.deliveries[0].result).toEqual(NOT_REACHED);
});
