// The number is upgraded: WhatsApp takes nothing for a minute, and says so with 131057.
import { META_ERRORS } from '../../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import { CancellationToken } from '../../../nodes/WhatsAppBsp/core/cancellation';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import { toProviderError } from '../../../nodes/WhatsAppBsp/providers/shared/errorTable';
import { FAST, FakeMessageClient, createJobs, runJobs } from '../../support/fakeMessageClient';
import { createRejection, TestClock } from '../../support/sendJobs';

const MAINTENANCE = createRejection(toProviderError(META_ERRORS, 131057));

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
