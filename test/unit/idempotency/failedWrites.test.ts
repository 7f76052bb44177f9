// A write to the store that fails, or that arrives although it fails, never makes an unsent message "skipped".
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import { FakeMessageClient, runJobs } from '../../support/fakeMessageClient';
import { createJob, createRejection, MemoryStore, TestClock } from '../../support/sendJobs';

type Mode = 'atMostOnce' | 'atLeastOnce';
type Method = 'checkAndRecord' | 'remove';

const LOST = new Error('connection lost');

/** From now on, so many calls fail; those `after` the write leave it in the store. */
function failNext(store: MemoryStore, method: Method, times: number, when: 'before' | 'after') {
	const original = (store[method] as (...args: unknown[]) => Promise<unknown>).bind(store);
	let left = times;
	Object.assign(store, {
		[method]: async (...args: unknown[]) => {
			if (left <= 0) return await original(...args);
			left -= 1;
			if (when === 'after') await original(...args);
			throw LOST;
		},
	});
}

async function send(store: MemoryStore, mode: Mode, isAccepted: boolean) {
	const clock = new TestClock();
	const client = new FakeMessageClient(clock, () => (isAccepted ? undefined : createRejection()));
	const idempotency = { key: 'k', storeKey: 'k|a', mode };
	const { left, deliveries, lines } = runJobs(
		[createJob(0, 'a', 'Hi', { idempotency })],
		client,
		clock,
		{
			idempotencyStore: new IdempotencyStore(store, 100),
		},
	);
	await left;
	return { result: deliveries[0].result, requests: client.requests.length, lines };
}

const ACCEPTED = expect.objectContaining({ accepted: true });

/** What another process, which shares nothing but the store, finds. */
function elsewhere(store: MemoryStore): MemoryStore {
	const other = new MemoryStore();
	other.entries = store.entries;
	return other;
}

describe.each<Mode>(['atMostOnce', 'atLeastOnce'])('%s', (mode) => {
	it.each(['before', 'after'] as const)(
		'one removal fails %s it is done: the message is sent by the next runJobs, of any process',
		async (when) => {
			const store = new MemoryStore();
			failNext(store, 'remove', 1, when);
			await send(store, mode, false);
			expect((await send(elsewhere(store), mode, true)).result).toEqual(ACCEPTED);
			expect((await send(store, mode, true)).result).toEqual(ACCEPTED);
		},
	);

	it('removals fail for good: this process sends the message all the same', async () => {
		const store = new MemoryStore();
		failNext(store, 'remove', 1000, 'before');
		await send(store, mode, false);
		Object.assign(store, { remove: MemoryStore.prototype.remove.bind(store) });
		expect((await send(store, mode, true)).result).toEqual(ACCEPTED);
		expect((await send(store, mode, true)).result).toEqual({ skipped: true });
	});

	it('one question fails and wrote nothing: asked again, sent', async () => {
		const store = new MemoryStore();
		failNext(store, 'checkAndRecord', 1, 'before');
		expect((await send(store, mode, true)).result).toEqual(ACCEPTED);
		expect((await send(store, mode, true)).result).toEqual({ skipped: true });
	});

	it('one question fails although it wrote: never skipped without having been sent', async () => {
		const store = new MemoryStore();
		failNext(store, 'checkAndRecord', 1, 'after');
		const first = await send(store, mode, true);
		expect([ACCEPTED, { cause: LOST }]).toContainEqual(first.result);
		const second = await send(store, mode, true);
		const isSent = first.requests > 0;
		expect(second.result).toEqual(isSent ? { skipped: true } : { cause: LOST });
	});
});

it('what was sent before stays skipped when a question for several fails', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	await store.record(['a']);
	failNext(table, 'checkAndRecord', 1, 'before');
	expect(await store.claim(['a', 'b'])).toEqual(new Set(['a']));
});

it('a key in doubt is free of it once its message was sent', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	failNext(table, 'checkAndRecord', 1, 'after');
	await expect(store.claim(['a'])).rejects.toBe(LOST);
	await expect(store.claim(['a'])).rejects.toBe(LOST);
	await store.record(['a']);
	expect(await store.claim(['a'])).toEqual(new Set(['a']));
});

it('both questions for a key fail although one wrote it: it is not called sent', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	failNext(table, 'checkAndRecord', 2, 'after');
	await expect(store.claim(['a', 'b'])).rejects.toBe(LOST);
	await expect(store.claim(['a'])).rejects.toBe(LOST);
});

it('both questions for a key fail and wrote nothing: it is free', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	failNext(table, 'checkAndRecord', 2, 'before');
	await expect(store.claim(['a'])).rejects.toBe(LOST);
	expect(await store.claim(['a'])).toEqual(new Set());
	expect(await store.claim(['a'])).toEqual(new Set(['a']));
});

it('a key that another run has used since its removal failed stays used', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	await store.claim(['a', 'b']);
	failNext(table, 'remove', 2, 'before');
	await expect(store.release(['a', 'b'])).rejects.toBe(LOST);
	expect(await store.claim(['a'])).toEqual(new Set());
	await store.retryRelease(['a', 'b']);
	expect(await store.claim(['a', 'b'])).toEqual(new Set(['a']));
});

it('what was sent before stays so when the question’s traces can’t be removed', async () => {
	const table = new MemoryStore();
	const store = new IdempotencyStore(table, 100);
	await store.record(['a']);
	failNext(table, 'remove', 2, 'before');
	await expect(store.findSent(['a', 'b'])).rejects.toBe(LOST);
	expect(await store.findSent(['a', 'b'])).toEqual(new Set(['a']));
});
