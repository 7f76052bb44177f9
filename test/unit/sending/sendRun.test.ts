import { FAST, createJobs, runJobs, FakeMessageClient } from '../../support/fakeMessageClient';
import {
	createJob,
	createRejection,
	TestClock,
	RATE_LIMITED,
	RECIPIENT_RATE_LIMITED,
} from '../../support/sendJobs';
import type { RateLimits } from '../../../nodes/WhatsAppBsp/core/rateLimits';
import { CancellationToken } from '../../../nodes/WhatsAppBsp/core/cancellation';

it('sends different recipients side by side and each one’s messages in order', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock);
	const { left, deliveries } = runJobs(
		createJobs(40, (i) => `${i % 4}`),
		client,
		clock,
	);
	expect(await left).toBe(0);
	expect(clock.now()).toBe(1000);
	for (const to of ['0', '1', '2', '3']) {
		const texts = client.requests.filter(({ recipients }) => recipients[0] === to);
		expect(texts.map(({ text }) => text)).toEqual(
			Array.from({ length: 10 }, (_, i) => `text ${i * 4 + Number(to)}`),
		);
	}
	expect(deliveries).toHaveLength(40);
});

describe('one recipient’s own limit', () => {
	const limits: RateLimits = {
		...FAST,
		perRecipient: { intervalMs: 6000, burst: 3, errorCodes: ['131056'] },
	};

	it('is kept, and others go on', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock);
		const jobs = [...createJobs(5, () => 'often'), createJob(5, 'once')];
		await runJobs(jobs, client, clock, { limits }).left;
		const at = (to: string) =>
			client.requests.filter(({ recipients }) => recipients[0] === to).map((each) => each.at);
		expect(at('often').slice(0, 3)).toEqual([0, 100, 200]);
		expect(at('often')[3]).toBeGreaterThanOrEqual(6000);
		expect(at('often')[4]).toBeGreaterThanOrEqual(12_000);
		expect(at('once')).toEqual([0]);
	});

	it('waits 4^n seconds after a rejection, and only for this recipient', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (to, nth) =>
			to === 'a' && nth < 4 ? RECIPIENT_RATE_LIMITED : undefined,
		);
		await runJobs([createJob(0, 'a'), createJob(1, 'b'), createJob(2, 'b')], client, clock, {
			limits,
		}).left;
		const of = (to: string) => client.requests.filter(({ recipients }) => recipients[0] === to);
		expect(of('a').map(({ at }) => at)).toEqual([0, 1100, 5200]);
		expect(of('b').map(({ at }) => at)).toEqual([0, 100]);
	});

	it('does not count what is no message', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock);
		const jobs = createJobs(5, () => 'a').map((each) => ({
			...each,
			bypassesRecipientLimit: true,
		}));
		await runJobs(jobs, client, clock, { limits }).left;
		expect(clock.now()).toBe(500);
	});
});

describe('a shared request', () => {
	const batching = { maxJoinedLength: 5, join: (to: string[]) => to.join(',') };
	const jobs = ['a', 'b', 'c', 'd'].map((to, i) => createJob(i, to));

	it('gives each item its own outcome', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock);
		const { left, deliveries } = runJobs(jobs, client, clock, { batching });
		await left;
		expect(client.requests.map(({ recipients }) => recipients.join())).toEqual(['a,b,c', 'd']);
		expect(deliveries.map((each) => [each.job.itemIndex, each.result])).toEqual([
			[0, { accepted: true, messageId: '0-a' }],
			[1, { accepted: true, messageId: '0-b' }],
			[2, { accepted: true, messageId: '0-c' }],
			[3, { accepted: true, messageId: '1-d' }],
		]);
	});

	it.each(['recipient', 'content', 'template', 'window', 'parameter'] as const)(
		'that is rejected for a %s is made once for each recipient',
		async (category) => {
			const clock = new TestClock();
			const no = createRejection({ category });
			const client: FakeMessageClient = new FakeMessageClient(clock, (_, nth) =>
				client.requests[nth].recipients.includes('b') ? no : undefined,
			);
			const { left, deliveries } = runJobs(jobs, client, clock, { batching });
			await left;
			expect(client.requests).toHaveLength(5);
			const resultByJob = deliveries.map((each) => [
				each.job.to,
				'accepted' in each.result && each.result.accepted,
			]);
			expect(new Map(resultByJob as Array<[string, boolean]>)).toEqual(
				new Map([
					['a', true],
					['b', false],
					['c', true],
					['d', true],
				]),
			);
		},
	);

	it.each([
		['the account', createRejection({ category: 'account' })],
		['the balance', createRejection({ category: 'balance' })],
		['nothing that is known', createRejection({ category: 'unknown' })],
		['what cannot be told', createRejection({ category: 'content' }, true)],
	])('that is rejected for %s is not made again', async (_, no) => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, () => no);
		await runJobs(jobs, client, clock, { batching }).left;
		expect(client.requests).toHaveLength(2);
	});
});

describe('the end of a run', () => {
	it('sends nothing more after a failure, and waits for what is in flight', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock, (to) =>
			to === '3' ? createRejection() : undefined,
		);
		const accepted: number[] = [];
		const { left } = runJobs(createJobs(100), client, clock, {
			onJobDone: ({ job: { itemIndex }, result }) => {
				if (!('accepted' in result) || !result.accepted) throw new Error(`item ${itemIndex}`);
				accepted.push(itemIndex);
			},
		});
		await expect(left).rejects.toThrow('item 3');
		expect(client.requests.length).toBeLessThanOrEqual(16);
		expect(accepted).toHaveLength(client.requests.length - 1);
	});

	it('stops at once when the execution is stopped, and counts what was not sent', async () => {
		const clock = new TestClock();
		const client = new FakeMessageClient(clock);
		const cancellation = new CancellationToken();
		const { left, deliveries } = runJobs(createJobs(100), client, clock, {
			cancellation,
			onJobDone: (delivery) => {
				deliveries.push(delivery);
				cancellation.cancel();
			},
		});
		expect(await left).toBe(92);
		expect(client.requests).toHaveLength(8);
		expect(deliveries).toHaveLength(8);
	});

	it('does not wait for a retry after it was stopped', async () => {
		const clock = new TestClock();
		const cancellation = new CancellationToken();
		const client = new FakeMessageClient(clock, (to) => {
			if (to === '1') cancellation.cancel();
			return RATE_LIMITED;
		});
		const { left } = runJobs(createJobs(2), client, clock, { cancellation });
		expect(await left).toBe(2);
		expect(clock.now()).toBe(100);
	});
});

it('tells how far it is each few seconds, and what came of it at the end', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock, (to) => (to === '7' ? createRejection() : undefined));
	const limits = { messagesPerSecond: 10, maxConcurrency: 5 };
	const { left, lines, progress } = runJobs(createJobs(200), client, clock, { limits });
	await left;
	expect(lines).toHaveLength(4);
	expect(lines[0]).toMatch(
		/^\d+ of 200 messages accepted, 1 failed or unknown, \d+\.\d per second, 1\d\d left$/,
	);
	expect(progress.getSummary({ recipients: 199, parts: 0 })).toMatch(
		/^199 of 200 messages accepted in 20\.\d s; 9\.9 per second; 1 not accepted\.$/,
	);
});

it('sends the parts of a text one after the other, before it begins with another text', async () => {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock);
	const jobs = [0, 1, 2, 3].flatMap((i) =>
		['first', 'second'].map((part) =>
			createJob(i, `${i}`, `${part} of ${i}`, { textKey: `${i}`, batchKey: undefined }),
		),
	);
	await runJobs(jobs, client, clock, { limits: { ...FAST, maxConcurrency: 2 } }).left;
	expect(client.requests.map(({ text }) => text)).toEqual([
		'first of 0',
		'first of 1',
		'second of 0',
		'second of 1',
		'first of 2',
		'first of 3',
		'second of 2',
		'second of 3',
	]);
});

it('uploads nothing while the provider takes nothing from the account', async () => {
	const clock = new TestClock();
	const limited = createRejection({
		code: '130429',
		category: 'rateLimit',
		retryable: true,
		retryAfterMs: 30_000,
	});
	const uploads: number[] = [];
	const client = new FakeMessageClient(clock, undefined, (nth) => {
		uploads.push(clock.now());
		return nth === 0 ? limited : undefined;
	});
	const { left, deliveries } = runJobs(
		createJobs(40, (i) => `${i}`),
		client,
		clock,
	);
	await left;
	const [first, ...others] = uploads;
	expect(first).toBe(0);
	expect(others.filter((at) => at < 30_000).length).toBeLessThan(FAST.maxConcurrency);
	expect(deliveries.every(({ result }) => 'accepted' in result && result.accepted)).toBe(true);
});
