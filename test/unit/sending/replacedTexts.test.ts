import type { SendResult } from '../../../nodes/WhatsAppBsp/core/result';
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import { FAST, createClient, createJobs, runJobs } from '../../support/fakeMessageClient';
import { CONNECTION_LOST, createRejection, MemoryStore, TestClock } from '../../support/sendJobs';

describe('the parts of a text that a template was sent instead of', () => {
	const sendText = (fallback: SendResult, parts = 12) => {
		const clock = new TestClock();
		const account = new AccountRateLimiter(clock, FAST);
		const texts: string[] = [];
		const store = new MemoryStore();
		const client = createClient(async (text) => {
			texts.push(text);
			await clock.sleep(100);
			return { results: [fallback], raw: { id: 7 }, isFallback: true };
		});
		const jobs = createJobs(parts, () => 'Ana').map((job, i) => ({
			...job,
			textKey: '0 Ana',
			idempotency: { key: 'k', storeKey: `k|${i}`, mode: 'atMostOnce' as const },
		}));
		const run = runJobs(jobs, client, clock, {
			limiter: account.open(FAST),
			idempotencyStore: new IdempotencyStore(store, 1000),
		});
		return { ...run, account, texts, store };
	};

	it('have its result, without requests, and none of them is sent by another run', async () => {
		const { left, deliveries, texts, store } = sendText({
			accepted: true,
			messageId: 'm',
			sentAs: 'template',
		});
		await left;
		expect(texts).toEqual(['text 0']);
		expect(deliveries).toHaveLength(12);
		for (const { result, raw } of deliveries)
			expect({ result, raw }).toMatchObject({ result: { messageId: 'm' }, raw: { id: 7 } });
		expect(store.entries).toHaveLength(12);
	});

	it('count as one failure, not as an outage', async () => {
		const { left, deliveries, account, store } = sendText(CONNECTION_LOST);
		await left;
		expect(deliveries).toHaveLength(12);
		for (const { result } of deliveries) expect(result).toMatchObject({ outcomeUnknown: true });
		expect(account.pauses.outage.isLong).toBe(false);
		expect(store.entries).toHaveLength(12);
	});

	it('keep it when the run ends meanwhile', async () => {
		const clock = new TestClock();
		const suspended = { ...createRejection({ code: '412', category: 'account' }), stopsRun: true };
		const client = createClient(async (_, [to]) => {
			await clock.sleep(100);
			if (to !== 'Ana') return { results: [suspended], raw: {} };
			const accepted = { accepted: true, messageId: 'm', sentAs: 'template' } as const;
			return { results: [accepted], raw: {}, isFallback: true };
		});
		const [first, second] = createJobs(2, () => 'Ana').map((job) => ({ ...job, textKey: '0 Ana' }));
		const [other] = createJobs(1, () => 'Ben');
		const { left, deliveries } = runJobs([first, other, second], client, clock);
		await left;
		expect(deliveries.filter(({ job }) => job.to === 'Ana').map(({ result }) => result)).toEqual([
			expect.objectContaining({ messageId: 'm' }),
			expect.objectContaining({ messageId: 'm' }),
		]);
	});
});
