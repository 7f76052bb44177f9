import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import type { SendResult } from '../../../nodes/WhatsAppBsp/core/result';
import type { JobReport, MessageClient } from '../../../nodes/WhatsAppBsp/sending/types';
import {
	FakeMessageClient,
	createClient,
	createJobs,
	runJobs,
} from '../../support/fakeMessageClient';
import { CONNECTION_LOST, createRejection, NOT_REACHED, TestClock } from '../../support/sendJobs';

describe('an outage that leaves it open whether a message was accepted', () => {
	const DOWN = createRejection({ code: 'http-502', category: 'temporary', advice: 'Check.' }, true);
	const LIMITS = { messagesPerSecond: 80, maxConcurrency: 20 };

	const send = (count: number, isDown: (now: number, nth: number) => boolean) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (_, nth) =>
			isDown(clock.now(), nth) ? DOWN : undefined,
		);
		const run = runJobs(createJobs(count, String), client, clock, { limits: LIMITS });
		return { ...run, client, clock };
	};
	const isUnknown = ({ result }: JobReport<string>) =>
		'accepted' in result && !result.accepted && result.outcomeUnknown === true;
	const isAccepted = ({ result }: JobReport<string>) => 'accepted' in result && result.accepted;

	it('of a minute costs few messages, each sent once', async () => {
		const { left, deliveries, client } = send(500, (now) => now > 1000 && now < 61_000);
		await left;
		const unknown = deliveries.filter(isUnknown).length;
		expect(unknown).toBeGreaterThan(0);
		// What was on its way, and one after each pause.
		expect(unknown).toBeLessThanOrEqual(LIMITS.maxConcurrency + 7);
		expect(deliveries.filter(isAccepted)).toHaveLength(500 - unknown);
		expect(client.requests).toHaveLength(500);
	});

	it('that doesn’t end ends the run: the rest was not sent, and may be', async () => {
		const { left, deliveries, client, clock } = send(5000, () => true);
		await left;
		expect(client.requests.length).toBeLessThanOrEqual(LIMITS.maxConcurrency + 9);
		// At once, not after another pause.
		expect(clock.now()).toBeLessThan(130_000);
		const sent = client.requests.flatMap(({ recipients }) => recipients);
		const others = deliveries.filter(({ job }) => !sent.includes(job.to));
		expect(others).toHaveLength(5000 - sent.length);
		for (const { result } of others) {
			expect(result).toEqual({
				accepted: false,
				error: expect.objectContaining({
					code: 'http-502',
					retryable: true,
					advice: 'Nothing was sent.',
				}) as object,
			});
		}
	});

	it('of a minute, which asks for a second each time, costs as few', async () => {
		const clock = new TestClock();
		const asking = createRejection({ ...DOWN.error, retryAfterMs: 1000 }, true);
		const client = new FakeMessageClient(clock, () =>
			clock.now() > 1000 && clock.now() < 61_000 ? asking : undefined,
		);
		const { left, deliveries } = runJobs(createJobs(500, String), client, clock, {
			limits: LIMITS,
		});
		await left;
		expect(deliveries.filter(isUnknown).length).toBeLessThanOrEqual(LIMITS.maxConcurrency + 7);
	});

	describe('and lasts ten minutes, with an execution for each message', () => {
		const MINUTES = 60_000;

		const sendEachSecond = async (
			clock: TestClock,
			client: MessageClient<string, string>,
			{ seconds, maxRetryTimeMs }: { seconds: number; maxRetryTimeMs: number },
		) => {
			const account = new AccountRateLimiter(clock, LIMITS);
			const retry = { maxRetries: 5, maxRetryTimeMs };
			const reports: Array<JobReport<string> & { afterMs: number }> = [];
			const runs: Array<Promise<unknown>> = [];
			for (let second = 0; second < seconds; second++) {
				const startedAt = clock.now();
				const [job] = createJobs(1, () => `${second}`);
				const { left } = runJobs([{ ...job, retry }], client, clock, {
					limiter: account.open(LIMITS),
					onJobDone: (report) => reports.push({ ...report, afterMs: clock.now() - startedAt }),
				});
				runs.push(left);
				await clock.run(clock.sleep(1000));
			}
			await Promise.all(runs);
			return reports;
		};

		const sendWithoutGateway = async (maxRetryTimeMs: number) => {
			const clock = new TestClock();
			const client = new FakeMessageClient(clock, () =>
				clock.now() < 10 * MINUTES ? DOWN : undefined,
			);
			const reports = await sendEachSecond(clock, client, { seconds: 15 * 60, maxRetryTimeMs });
			return { reports, client };
		};

		it('costs one after each pause; the others fail as not sent, or go out once it is over', async () => {
			const { reports, client } = await sendWithoutGateway(120_000);
			const unknown = reports.filter(isUnknown).length;
			expect(unknown).toBeGreaterThan(0);
			expect(unknown).toBeLessThanOrEqual(7 + 10);
			expect(reports).toHaveLength(15 * 60);
			const failed = reports.filter((report) => !isUnknown(report) && !isAccepted(report));
			expect(failed.length).toBeGreaterThan(0);
			for (const { result } of failed) {
				expect(result).toMatchObject({
					error: {
						code: 'http-502',
						retryable: true,
						advice: expect.stringContaining('Nothing was sent.'),
					},
				});
			}
			const sent = client.requests.flatMap(({ recipients }) => recipients);
			expect(new Set(sent).size).toBe(sent.length);
			expect(sent).toHaveLength(15 * 60 - failed.length);
			// Two minutes until it is known to be long, and the own time after that.
			expect(Math.max(...reports.map(({ afterMs }) => afterMs))).toBeLessThan(5 * MINUTES);
		});

		it('keeps nobody longer than they may wait, even if the provider doesn’t respond at all', async () => {
			const clock = new TestClock();
			const sent = new Set<string>();
			const client = createClient(async (_, [to]) => {
				sent.add(to);
				await clock.sleep(60_000);
				return { results: [CONNECTION_LOST], raw: null };
			});
			const limits = { seconds: 10 * 60, maxRetryTimeMs: 20_000 };
			const reports = await sendEachSecond(clock, client, limits);
			// Once it is known to be long.
			const waits = reports
				.filter(({ job: { to } }) => Number(to) > 6 * 60 && !sent.has(to))
				.map(({ afterMs }) => afterMs);
			expect(waits.length).toBeGreaterThan(200);
			expect(Math.max(...waits)).toBeLessThanOrEqual(22_000);
		});

		it('fails those at once that may not wait', async () => {
			const { reports } = await sendWithoutGateway(0);
			const waited = reports.filter(({ job, afterMs }) => Number(job.to) > 200 && afterMs > 1000);
			expect(waited).toEqual([]);
		});
	});

	it('is over for a later run', async () => {
		const clock = new TestClock();
		const limiter = new AccountRateLimiter(clock, LIMITS);
		const run = async (isDown: () => boolean) => {
			const client = new FakeMessageClient(clock, () => (isDown() ? DOWN : undefined));
			const jobs = createJobs(300, String);
			const { left, deliveries } = runJobs(jobs, client, clock, { limiter: limiter.open(LIMITS) });
			await left;
			return deliveries;
		};
		await run(() => true);
		await clock.run(clock.sleep(3_600_000));
		let failures = 1;
		expect((await run(() => failures-- > 0)).filter(isAccepted)).toHaveLength(299);
	});

	it('and then takes no connection at all, ends the run as well', async () => {
		const clock = new TestClock();
		const sent: string[] = [];
		const client = createClient(async (_, [to]) => {
			const isFirst = sent.push(to) <= LIMITS.maxConcurrency;
			await clock.sleep(60_000);
			return { results: [isFirst ? CONNECTION_LOST : NOT_REACHED], raw: null };
		});
		const { left, deliveries } = runJobs(createJobs(1000, String), client, clock, {
			limits: LIMITS,
		});
		await left;
		expect(deliveries).toHaveLength(1000);
		expect(deliveries.filter(isUnknown)).toHaveLength(LIMITS.maxConcurrency);
		expect(sent.length).toBeLessThanOrEqual(LIMITS.maxConcurrency + 5);
		expect(clock.now()).toBeLessThan(300_000);
	});

	it('is not ended by the response to what was sent before it', async () => {
		const clock = new TestClock();
		const times: number[] = [];
		const client = createClient(async (_, [to]) => {
			const nth = times.push(clock.now());
			const isSlow = nth <= LIMITS.maxConcurrency - 1;
			await clock.sleep(isSlow ? 600 : 100);
			const isDown = !isSlow && clock.now() < 5000;
			return { results: [isDown ? DOWN : { accepted: true, messageId: to }], raw: {} };
		});
		const limits = { ...LIMITS, messagesPerSecond: Infinity };
		const { left, deliveries } = runJobs(createJobs(200, String), client, clock, { limits });
		await left;
		// The one that fails first, and one after each pause of 0.5, 1, 2, and 4 s.
		expect(deliveries.filter(isUnknown).length).toBeLessThanOrEqual(5);
	});

	it('is ended by a message that is accepted without a word', async () => {
		const clock = new TestClock();
		const client = createClient(async (_, [to]) => {
			await clock.sleep(100);
			return { results: [to === '0' ? DOWN : { accepted: true, messageId: to }], raw: null };
		});
		const account = new AccountRateLimiter(clock, LIMITS);
		const limiter = account.open(LIMITS);
		await runJobs(createJobs(100, String), client, clock, { limiter }).left;
		expect(account.pauses.outage.isOngoing).toBe(false);
	});

	it('doesn’t wait for the requests from before it, which may hang', async () => {
		const clock = new TestClock();
		const client = createClient(async (_, [to]) => {
			const hangs = ['0', '100'].includes(to);
			await clock.sleep(hangs ? 60_000 : 100);
			return {
				results: [hangs ? CONNECTION_LOST : { accepted: true, messageId: to }],
				raw: hangs ? null : {},
			};
		});
		const limits = { messagesPerSecond: 2, maxConcurrency: 40 };
		const { left, deliveries } = runJobs(createJobs(200, String), client, clock, { limits });
		await left;
		expect(deliveries.filter(isAccepted)).toHaveLength(198);
		// Two messages a second, the pause after the first timeout, and that of the second one.
		expect(clock.now()).toBeLessThanOrEqual(111_000);
	});

	it('that begins with an upload doesn’t say that of texts', async () => {
		const clock = new TestClock();
		const upload = createRejection({
			category: 'temporary',
			retryable: true,
			advice: 'The file couldn’t be uploaded.',
		});
		let sent = 0;
		const client = new FakeMessageClient(
			clock,
			() => DOWN,
			() => (sent++ < LIMITS.maxConcurrency ? undefined : upload),
		);
		const { left, deliveries } = runJobs(createJobs(500, String), client, clock, {
			limits: LIMITS,
		});
		await left;
		const others = deliveries.filter(({ attempts }) => attempts === 0);
		expect(others.length).toBeGreaterThan(400);
		for (const { result } of others)
			expect(result).toMatchObject({ error: { advice: 'Nothing was sent.' } });
	});

	it('ends the run too if the provider asks for three minutes each time', async () => {
		const clock = new TestClock();
		const asking = createRejection({ ...DOWN.error, retryAfterMs: 180_000 }, true);
		const client = new FakeMessageClient(clock, () => asking);
		const retry = { maxRetries: 5, maxRetryTimeMs: 600_000 };
		const jobs = createJobs(1000, String).map((job) => ({ ...job, retry }));
		const { left, deliveries } = runJobs(jobs, client, clock, { limits: LIMITS });
		await left;
		expect(deliveries).toHaveLength(1000);
		expect(clock.now()).toBeLessThanOrEqual(4 * 180_000);
	});

	it('is forgotten after hours in which nothing was sent, also by those who may not wait', async () => {
		const clock = new TestClock();
		const account = new AccountRateLimiter(clock, LIMITS);
		const run = async (count: number, response: SendResult, maxRetryTimeMs: number) => {
			const client = createClient(async () => {
				await clock.sleep(3000);
				return { results: [response], raw: {} };
			});
			const retry = { maxRetries: 0, maxRetryTimeMs };
			const jobs = createJobs(count, String).map((job) => ({ ...job, retry }));
			const { left, deliveries } = runJobs(jobs, client, clock, { limiter: account.open(LIMITS) });
			await left;
			return deliveries;
		};
		await run(300, DOWN, 120_000);
		expect(account.pauses.outage.isLong).toBe(true);
		await clock.run(clock.sleep(4 * 3_600_000));
		const sent = await run(100, { accepted: true, messageId: 'm' }, 0);
		expect(sent.filter(isAccepted)).toHaveLength(100);
	});

	it('of single requests stops nothing', async () => {
		const { left, deliveries } = send(2000, (_, nth) => nth % 10 === 0);
		await left;
		expect(deliveries.filter(isAccepted)).toHaveLength(1800);
	});
});
