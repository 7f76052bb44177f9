// The number is upgraded: WhatsApp takes nothing for a minute, and says so with 131057.
import { META_ERRORS } from '../../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import { CancellationToken } from '../../../nodes/WhatsAppBsp/core/cancellation';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import { toProviderError } from '../../../nodes/WhatsAppBsp/providers/shared/errorTable';
import {
	FAST,
	FakeMessageClient,
	createClient,
	createJobs,
	runJobs,
} from '../../support/fakeMessageClient';
import { createRejection, MemoryStore, TestClock } from '../../support/sendJobs';

const MAINTENANCE = createRejection(toProviderError(META_ERRORS, '131057'));

it('sends all messages of a run once the minute is over', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock, () =>
		clock.now() < 50_000 ? MAINTENANCE : undefined,
	);
	const retry = { maxRetries: 5, maxRetryTimeMs: 120_000 };
	const jobs = createJobs(500, String).map((job) => ({ ...job, retry }));
	const { left, deliveries } = runJobs(jobs, client, clock);
	await left;
	expect(deliveries.filter(({ result }) => 'accepted' in result && result.accepted)).toHaveLength(
		500,
	);
	// Only what was on its way when the first response came.
	expect(client.requests.length - 500).toBeLessThanOrEqual(FAST.maxConcurrency);
	expect(clock.now()).toBeLessThan(120_000);
});

it('keeps to the longest pause that the provider asks for', async () => {
	const clock = new TestClock();
	const limiter = new AccountRateLimiter(clock, FAST).open(FAST);
	const pause = (retryAfterMs: number) =>
		limiter.pauseForProvider({ ...MAINTENANCE.error, retryAfterMs });
	pause(300_000);
	pause(5_000);
	const admission = limiter.acquire(1, new CancellationToken(), { maxMs: 120_000 });
	expect(await admission).toMatchObject({ retryAt: clock.now() + 300_000 });
});

describe('a gateway that responds with 503 and Retry-After', () => {
	const DOWN = createRejection(
		{
			code: 'http-5xx',
			category: 'temporary',
			retryAfterMs: 30_000,
			advice: 'Check whether it was sent.',
		},
		true,
	);
	const send = (maxRetryTimeMs: number) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => (clock.now() < 10_000 ? DOWN : undefined));
		const retry = { maxRetries: 5, maxRetryTimeMs };
		const jobs = createJobs(100, String).map((job) => ({ ...job, retry }));
		return { ...runJobs(jobs, client, clock), client };
	};

	it('keeps the others waiting: only what was on its way is unknown, and nothing is sent twice', async () => {
		const { left, deliveries, client } = send(120_000);
		await left;
		const unknown = deliveries.filter(
			({ result }) => 'accepted' in result && !result.accepted && result.outcomeUnknown,
		);
		expect(unknown.length).toBeGreaterThan(0);
		expect(unknown.length).toBeLessThanOrEqual(FAST.maxConcurrency);
		expect(client.requests).toHaveLength(100);
	});

	it('tells those without the time to wait that nothing was sent', async () => {
		const { left, deliveries, client } = send(1000);
		await left;
		const sent = client.requests.flatMap(({ recipients }) => recipients);
		const failed = deliveries.filter(({ job }) => !sent.includes(job.to));
		expect(failed.length).toBeGreaterThan(0);
		for (const { result } of failed) {
			expect(result).toMatchObject({
				error: { advice: expect.stringContaining('Nothing was sent.') },
			});
			expect(result).not.toHaveProperty('outcomeUnknown');
		}
	});
});

it('a second request that can’t wait for the pause fails with how long it takes, and prolongs it for nobody', async () => {
	const clock = new TestClock();
	const pause = createRejection({ ...MAINTENANCE.error, retryAfterMs: 3_600_000 });
	const closed = createRejection({ category: 'window' });
	const client = createClient(async (_, [to], { acquireAgain }) => {
		await clock.sleep(100);
		if (to === '1') return { results: [pause], raw: {} };
		expect(await acquireAgain()).toBe(false);
		return { results: [closed], raw: {} };
	});
	const limits = { messagesPerSecond: 2, maxConcurrency: 2 };
	const account = new AccountRateLimiter(clock, limits);
	const limiter = account.open(limits);
	const { left, deliveries } = runJobs(createJobs(2, String), client, clock, { limiter });
	await left;
	expect(deliveries.find(({ job }) => job.to === '0')?.result).toMatchObject({
		accepted: false,
		error: { code: '131057', retryAfterMs: expect.any(Number) },
	});
	await clock.run(clock.sleep(301_000));
	const admission = limiter.acquire(1, new CancellationToken(), { maxMs: 1000 });
	expect(await clock.run(Promise.race([admission, clock.sleep(1000)]))).toMatchObject({
		admittedAt: expect.any(Number) as number,
	});
});

it('sends nothing else for an account that the provider rejects', async () => {
	const clock = new TestClock();
	const suspended = { ...createRejection({ code: '412', category: 'account' }), stopsRun: true };
	const client = new FakeMessageClient(clock, () => suspended);
	const { left, deliveries } = runJobs(createJobs(500, String), client, clock);
	await left;
	expect(client.requests.length).toBeLessThanOrEqual(FAST.maxConcurrency);
	expect(deliveries).toHaveLength(500);
	for (const { result } of deliveries) {
		expect(result).toMatchObject({ accepted: false, error: suspended.error });
	}
});

it('once the provider rejects the account, what an earlier run has sent is skipped, and other keys stay free', async () => {
	const store = new MemoryStore();
	store.entries = ['k1', 'k40', 'k77'];
	const clock = new TestClock();
	const suspended = { ...createRejection({ code: '412', category: 'account' }), stopsRun: true };
	const client = new FakeMessageClient(clock, () => suspended);
	const jobs = createJobs(80, String).map((job) => ({
		...job,
		idempotency: { key: `k${job.to}`, storeKey: `k${job.to}`, mode: 'atMostOnce' as const },
	}));
	const { left, deliveries } = runJobs(jobs, client, clock, {
		idempotencyStore: new IdempotencyStore(store, 1000),
	});
	await left;
	const skipped = deliveries.filter(({ result }) => 'skipped' in result);
	expect(skipped.map(({ job }) => job.to).sort()).toEqual(['1', '40', '77']);
	expect(deliveries).toHaveLength(80);
	expect([...store.entries].sort()).toEqual(['k1', 'k40', 'k77']);
});

it('a read receipt that fails pauses no messages', async () => {
	const clock = new TestClock();
	const failed = createRejection({ code: 'http-500', category: 'temporary' }, true);
	const limiter = new AccountRateLimiter(clock, FAST);
	const receipts = createJobs(1, String).map((job) => ({ ...job, isIdempotent: true }));
	const receipt = runJobs(receipts, new FakeMessageClient(clock, () => failed), clock, {
		limiter: limiter.open(FAST),
	});
	const client = new FakeMessageClient(clock);
	const messages = runJobs(createJobs(20, String), client, clock, { limiter: limiter.open(FAST) });
	await Promise.all([receipt.left, messages.left]);
	expect(Math.max(...client.requests.map(({ at }) => at))).toBeLessThan(500);
});

it('sends no template instead of a text once the run is over', async () => {
	const clock = new TestClock();
	const suspended = { ...createRejection({ code: '412', category: 'account' }), stopsRun: true };
	const closed = createRejection({ category: 'window' });
	const client = createClient(async (_, [to], { acquireAgain }) => {
		await clock.sleep(100);
		if (to === '1') return { results: [suspended], raw: {} };
		expect(await acquireAgain()).toBe(false);
		return { results: [closed], raw: {} };
	});
	const limits = { messagesPerSecond: 2, maxConcurrency: 2 };
	const { left, deliveries } = runJobs(createJobs(2, String), client, clock, { limits });
	await left;
	expect(deliveries).toHaveLength(2);
	for (const { result } of deliveries) expect(result).toMatchObject({ error: { code: '412' } });
});
