import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import type { IdempotencyKey } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyKey';
import { runJobs } from '../../support/fakeMessageClient';
import {
	CONNECTION_LOST,
	createJob,
	MemoryStore,
	NOT_REACHED,
	createRejection,
	TestClock,
} from '../../support/sendJobs';
import type { SendResult } from '../../../nodes/WhatsAppBsp/core/result';

type Promised = IdempotencyKey['mode'];
const PROMISES: Promised[] = ['atMostOnce', 'atLeastOnce'];
const IN_FLIGHT = 8;

/** One run of a node over keyed items; `sent` counts what the provider took, over all runs. */
function runOver(
	store: MemoryStore,
	mode: Promised,
	sent: Map<string, number>,
	{
		count = 100,
		answer: response = () => undefined,
	}: { count?: number; answer?: (to: string) => SendResult | undefined } = {},
) {
	const clock = new TestClock();
	const limits = { messagesPerSecond: 1000, maxConcurrency: IN_FLIGHT };
	const jobs = Array.from({ length: count }, (_, i) =>
		createJob(i, `${i}`, 'Hi', { idempotency: { key: `k${i}`, storeKey: `k${i}|${i}`, mode } }),
	);
	const client = {
		getReady: () => undefined,
		async prepare(payload: string) {
			return { ready: payload };
		},
		async send(_: string, recipients: string[]) {
			const results = recipients.map((to): SendResult => {
				const said = response(to) ?? { accepted: true, messageId: to };
				if (said.accepted || said.outcomeUnknown) sent.set(to, (sent.get(to) ?? 0) + 1);
				return said;
			});
			await clock.sleep(20);
			return { results, raw: null };
		},
	};
	return runJobs(jobs, client, clock, {
		limits,
		idempotencyStore: new IdempotencyStore(store, 10_000),
	});
}

describe.each(PROMISES)('%s', (promise) => {
	it('sends nothing in a second run', async () => {
		const store = new MemoryStore();
		const sent = new Map<string, number>();
		await runOver(store, promise, sent).left;
		const { left, deliveries } = runOver(store, promise, sent);
		await left;
		expect([...sent.values()]).toEqual(Array.from({ length: 100 }, () => 1));
		expect(deliveries.map(({ result }) => result)).toEqual(
			Array.from({ length: 100 }, () => ({ skipped: true })),
		);
	});

	it('sends what was rejected in the first run', async () => {
		const store = new MemoryStore();
		const sent = new Map<string, number>();
		const response = (to: string) => (Number(to) % 10 === 0 ? createRejection() : undefined);
		await runOver(store, promise, sent, { answer: response }).left;
		expect(sent.size).toBe(90);
		await runOver(store, promise, sent).left;
		expect([...sent.values()]).toEqual(Array.from({ length: 100 }, () => 1));
	});

	it.each([1, 2, 3, 5, 8, 13, 20])(
		'keeps its promise when the process dies at the store’s %i. write',
		async (dieAfter) => {
			const store = new MemoryStore();
			const sent = new Map<string, number>();
			store.dieAfter = dieAfter;
			await expect(runOver(store, promise, sent).left).rejects.toThrow('no timer');
			const again = new MemoryStore();
			again.entries = store.entries;
			await runOver(again, promise, sent).left;
			const counts = Array.from({ length: 100 }, (_, i) => sent.get(`${i}`) ?? 0);
			const wrong = counts.filter((times) => times !== 1);
			expect(wrong.length).toBeLessThanOrEqual(IN_FLIGHT);
			expect(wrong.every((times) => (promise === 'atMostOnce' ? times < 1 : times > 1))).toBe(true);
		},
	);

	it('says what it cannot know, and sends nothing', async () => {
		const store = new MemoryStore();
		const sent = new Map<string, number>();
		store.checkAndRecord = async () => await Promise.reject(new Error('no database'));
		const { left, deliveries } = runOver(store, promise, sent, { count: 3 });
		await left;
		expect(sent.size).toBe(0);
		expect(deliveries.map(({ result }) => result)).toEqual(
			Array.from({ length: 3 }, () => ({ cause: new Error('no database') })),
		);
	});
});

it('at most once: what may have been taken is not sent by the next run', async () => {
	const store = new MemoryStore();
	const sent = new Map<string, number>();
	await runOver(store, 'atMostOnce', sent, { count: 3, answer: () => CONNECTION_LOST }).left;
	await runOver(store, 'atMostOnce', sent, { count: 3 }).left;
	expect([...sent.values()]).toEqual([1, 1, 1]);
});

it('at least once: what may have been taken is sent by the next run', async () => {
	const store = new MemoryStore();
	const sent = new Map<string, number>();
	await runOver(store, 'atLeastOnce', sent, { count: 3, answer: () => CONNECTION_LOST }).left;
	await runOver(store, 'atLeastOnce', sent, { count: 3 }).left;
	expect([...sent.values()]).toEqual([2, 2, 2]);
});

it('at most once: two executions at the same time send each key once', async () => {
	const store = new MemoryStore();
	const sent = new Map<string, number>();
	const [a, b] = [runOver(store, 'atMostOnce', sent), runOver(store, 'atMostOnce', sent)];
	await Promise.all([a.left, b.left]);
	expect([...sent.values()]).toEqual(Array.from({ length: 100 }, () => 1));
	const skipped = [...a.deliveries, ...b.deliveries].filter(({ result }) => 'skipped' in result);
	expect(skipped).toHaveLength(100);
});

it('gives back every key that was not used', async () => {
	const store = new MemoryStore();
	await runOver(store, 'atMostOnce', new Map(), { answer: () => NOT_REACHED }).left;
	expect(store.entries).toEqual([]);
});

it('asks the store for many at once while it is busy', async () => {
	const store = new MemoryStore();
	await runOver(store, 'atMostOnce', new Map(), { count: 1000 }).left;
	expect(store.calls).toBeLessThan(1000);
	expect(store.entries).toHaveLength(1000);
});

it('forgets the oldest keys first', async () => {
	const store = new IdempotencyStore(new MemoryStore(), 3);
	for (const token of ['a', 'b', 'c', 'd']) await store.claim([token]);
	expect(await store.claim(['d'])).toEqual(new Set(['d']));
	expect(await store.claim(['a'])).toEqual(new Set());
});

it('knows what was sent before without recording the rest', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	await store.record(['a']);
	expect(await store.findSent(['a', 'b'])).toEqual(new Set(['a']));
	expect(table.entries).toEqual(['a']);
});

it('does not believe an answer next to a probe key of an interrupted run', async () => {
	const store = new MemoryStore();
	store.dieAfter = 1;
	void new IdempotencyStore(store, 100).findSent(['a']);
	while (store.entries.length === 0) await Promise.resolve();
	const next = new MemoryStore();
	next.entries = store.entries;
	expect(next.entries).toContain('a');
	expect(await new IdempotencyStore(next, 100).findSent(['a'])).toEqual(new Set());
	expect(next.entries).toEqual([]);
});
