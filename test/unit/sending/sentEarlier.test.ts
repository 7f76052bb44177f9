// The same run again, on the same account: whatever keeps it from sending, what the first run has sent is skipped.
import type { RateLimits } from '../../../nodes/WhatsAppBsp/core/rateLimits';
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import {
	AccountRateLimiter,
	type RateLimiterHandle,
} from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import { createJobs, FAST, FakeMessageClient, runJobs } from '../../support/fakeMessageClient';
import { createRejection, MemoryStore, TestClock } from '../../support/sendJobs';

const COUNT = 20;
const HOUR_MS = 3_600_000;
/** One after the other, so that the key of the first one, which is new, is the last that was asked for. */
const LIMITS: RateLimits = {
	...FAST,
	maxConcurrency: 1,
	perRecipient: { intervalMs: 1, burst: 9, errorCodes: ['131056'] },
};
const HOUR = createRejection({ category: 'temporary', retryable: true, retryAfterMs: HOUR_MS });
const NO_FILE = new Error('no such file');

const createKeyedJobs = () =>
	createJobs(COUNT).map((job) => ({
		...job,
		idempotency: { key: job.to, storeKey: job.to, mode: 'atMostOnce' as const },
	}));

interface Hindrance {
	pause?(limiter: RateLimiterHandle, now: number): void;
	prepare?: FakeMessageClient['prepare'];
}

/** The first message of the first run is rejected, the others are accepted. @returns the second run's results */
async function runAgain({ pause, prepare }: Hindrance) {
	const clock = new TestClock();
	const store = new MemoryStore();
	const account = new AccountRateLimiter(clock, LIMITS);
	const send = async (client: FakeMessageClient) => {
		const limiter = account.open(LIMITS);
		const run = runJobs(createKeyedJobs(), client, clock, {
			limits: LIMITS,
			limiter,
			idempotencyStore: new IdempotencyStore(store, 1000),
		});
		expect(await run.left).toBe(0);
		limiter.close();
		return run.deliveries;
	};
	await send(new FakeMessageClient(clock, (to) => (to === '0' ? createRejection() : undefined)));
	const recorded = [...store.entries];
	expect(recorded).toHaveLength(COUNT - 1);
	pause?.(account.open(LIMITS), clock.now());
	const client = new FakeMessageClient(clock, undefined, prepare && (() => undefined));
	const deliveries = await send(prepare ? Object.assign(client, { prepare }) : client);
	expect(client.requests).toEqual([]);
	expect(store.entries.sort()).toEqual(recorded.sort());
	return deliveries;
}

it.each<[string, Hindrance, object]>([
	[
		'the account is paused for longer than there is time',
		{ pause: (limiter) => limiter.pauseForProvider(HOUR.error) },
		{ error: { category: 'temporary' } },
	],
	[
		'the recipients are',
		{
			pause: ({ recipients }, now) => {
				for (let i = 0; i < COUNT; i++) recipients?.onRateLimited(`${i}`, now, HOUR_MS, HOUR.error);
			},
		},
		{ error: { category: 'temporary' } },
	],
	[
		'the file is rejected',
		{ prepare: async () => ({ rejected: createRejection(), raw: null }) },
		{ error: { category: 'unknown' } },
	],
	[
		'the file can’t be read',
		{ prepare: async () => await Promise.reject(NO_FILE) },
		{ cause: NO_FILE },
	],
])('%s', async (_, hindrance, failure) => {
	const [first, ...others] = await runAgain(hindrance);
	expect(first).toMatchObject({ job: { to: '0' }, result: failure });
	expect(others.map(({ result }) => result)).toEqual(others.map(() => ({ skipped: true })));
	expect(others).toHaveLength(COUNT - 1);
});

it('tells nobody that it failed where the keys can’t be looked up', async () => {
	const clock = new TestClock();
	const store = new MemoryStore();
	const lost = new Error('connection lost');
	Object.assign(store, { checkAndRecord: async () => await Promise.reject(lost) });
	const limiter = new AccountRateLimiter(clock, LIMITS).open(LIMITS);
	for (let i = 0; i < COUNT; i++)
		limiter.recipients?.onRateLimited(`${i}`, clock.now(), HOUR_MS, HOUR.error);
	const { left, deliveries } = runJobs(createKeyedJobs(), new FakeMessageClient(clock), clock, {
		limiter,
		idempotencyStore: new IdempotencyStore(store, 1000),
	});
	expect(await left).toBe(0);
	expect(deliveries.map(({ result }) => result)).toEqual(deliveries.map(() => ({ cause: lost })));
	expect(deliveries).toHaveLength(COUNT);
});
