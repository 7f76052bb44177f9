// Waits that a provider names are never longer than 'Max Retry Time'.
import { systemClock, MAX_TIMER_MS } from '../../../nodes/WhatsAppBsp/core/clock';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import { FAST, FakeMessageClient, createJobs, runJobs } from '../../support/fakeMessageClient';
import {
	createJob,
	createRejection,
	TestClock,
	RATE_LIMITED,
	RECIPIENT_RATE_LIMITED,
} from '../../support/sendJobs';

const HOUR_MS = 3_600_000;
const LIMITS = { ...FAST, perRecipient: { intervalMs: 6000, burst: 45, errorCodes: ['131056'] } };
const RETRY = { maxRetries: 3, maxRetryTimeMs: 60_000 };

const rejectFor = (ms: number, error = RECIPIENT_RATE_LIMITED.error) =>
	createRejection({ ...error, retryAfterMs: ms });

/** Two executions on one account, the second one right after the first. */
async function runTwice(waitMs: number, error = RECIPIENT_RATE_LIMITED.error) {
	const clock = new TestClock();
	const limiter = new AccountRateLimiter(clock, LIMITS);
	const client = new FakeMessageClient(clock, (_, nth) =>
		nth === 0 ? rejectFor(waitMs, error) : undefined,
	);
	const send = async () => {
		const handle = limiter.open(LIMITS);
		const { left, deliveries } = runJobs(
			[createJob(0, 'a', 'Hi', { retry: RETRY })],
			client,
			clock,
			{
				limits: LIMITS,
				limiter: handle,
			},
		);
		await left;
		handle.close();
		return deliveries[0];
	};
	const first = await send();
	const firstEnd = clock.now();
	const second = await send();
	return { first, second, waitedMs: clock.now() - firstEnd, requests: client.requests };
}

it.each([
	['an hour', HOUR_MS, 'Wait 1 hour before'],
	['an hour and a half', 1.5 * HOUR_MS, 'Wait 90 minutes before'],
	['three hours', 3 * HOUR_MS, 'Wait 3 hours before'],
	['61 seconds', 61_000, 'Wait 61 seconds before'],
	['more than a timer can', 2 ** 32, 'Wait 1194 hours before'],
])(
	'for one person, %s: both executions end at once and say when to try again',
	async (_, ms, advice) => {
		const { first, second, waitedMs, requests } = await runTwice(ms);
		expect(requests).toHaveLength(1);
		expect(waitedMs).toBe(0);
		expect(first.result).toMatchObject({ error: { code: '131056', retryAfterMs: ms } });
		expect(second).toMatchObject({
			attempts: 0,
			result: { accepted: false, error: { code: '131056', retryable: true, retryAfterMs: ms } },
		});
		for (const { result } of [first, second]) {
			if (!('error' in result)) throw new Error('It was rejected');
			expect(result.error.advice.replace('60 minutes', '1 hour')).toContain(advice);
		}
	},
);

it('for one person, less than the time: the next execution waits, then sends', async () => {
	const { first, second } = await runTwice(59_000);
	expect(first.result).toMatchObject({ accepted: true });
	expect(second.result).toMatchObject({ accepted: true });
});

it('for one person: others are sent meanwhile', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock, (to) =>
		to === '0' ? rejectFor(HOUR_MS) : undefined,
	);
	const jobs = [...createJobs(5), createJob(5, '0', 'again')];
	const { left, deliveries } = runJobs(jobs, client, clock, { limits: LIMITS });
	expect(await left).toBe(0);
	expect(clock.now()).toBeLessThan(1000);
	expect(client.requests).toHaveLength(5);
	expect(deliveries.filter(({ result }) => 'accepted' in result && result.accepted)).toHaveLength(
		4,
	);
});

it('for the account: who has no time to wait is not kept, who has waits', async () => {
	const clock = new TestClock();
	const limiter = new AccountRateLimiter(clock, FAST);
	const rejected = rejectFor(100_000, RATE_LIMITED.error);
	const client = new FakeMessageClient(clock, (_, nth) => (nth === 0 ? rejected : undefined));
	const send = (maxRetryTimeMs: number) => {
		const jobs = createJobs(20).map((job) => ({
			...job,
			retry: { maxRetries: 3, maxRetryTimeMs },
		}));
		return runJobs(jobs, client, clock, { limiter: limiter.open(FAST) });
	};
	const short = send(60_000);
	await short.left;
	expect(clock.now()).toBeLessThan(1000);
	const failed = short.deliveries.filter(
		({ result }) => !('accepted' in result && result.accepted),
	);
	expect(failed.length).toBeGreaterThan(10);
	for (const { result } of failed) {
		expect(result).toMatchObject({ error: { code: '130429', retryable: true } });
		expect(JSON.stringify(result)).toMatch(/Wait \d+ (seconds|minutes) before you try again/);
	}
	const patient = send(200_000);
	await patient.left;
	expect(patient.deliveries.every(({ result }) => 'accepted' in result && result.accepted)).toBe(
		true,
	);
	expect(clock.now()).toBeGreaterThanOrEqual(100_000);
});

it('a timer never gets more than it can count', async () => {
	jest.useFakeTimers();
	let isOver = false;
	void systemClock.sleep(2 * MAX_TIMER_MS).then(() => (isOver = true));
	await jest.advanceTimersByTimeAsync(MAX_TIMER_MS - 1);
	expect(isOver).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	expect(isOver).toBe(true);
	jest.useRealTimers();
});
