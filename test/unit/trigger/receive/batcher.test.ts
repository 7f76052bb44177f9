import { Batcher, type BatchRole } from '../../../../nodes/WhatsAppBsp/trigger/receive/batcher';
import { Debouncer } from '../../../../nodes/WhatsAppBsp/trigger/receive/debouncer';

/** Time that passes only when it is told to. */
class TestClock {
	private time = 0;

	private waiting: Array<{ at: number; wake: () => void }> = [];

	now = () => this.time;

	sleep = async (ms: number) =>
		await new Promise<void>((wake) => this.waiting.push({ at: this.time + ms, wake }));

	async pass(ms: number) {
		// What is about to wait does so from now on.
		await flushPromises();
		this.time += ms;
		const due = this.waiting.filter(({ at }) => at <= this.time);
		this.waiting = this.waiting.filter(({ at }) => at > this.time);
		for (const { wake } of due) wake();
		await flushPromises();
	}
}

async function flushPromises(): Promise<void> {
	for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Whether it is settled by now, and how. */
async function getState<T>(promise: Promise<T>): Promise<T | 'open'> {
	await flushPromises();
	return await Promise.race([promise, Promise.resolve('open' as const)]);
}

describe('a batch', () => {
	const rules = { windowMs: 150, maxItems: 5, maxOpenMs: 500 };
	let clock: TestClock;
	let batcher: Batcher<string>;
	beforeEach(() => {
		clock = new TestClock();
		batcher = new Batcher<string>(clock.sleep);
	});

	it('is passed on by the first request, with the items of all in its window', async () => {
		const first = batcher.join(['a'], rules);
		await clock.pass(100);
		const second = await batcher.join(['b', 'c'], rules);
		expect(second.role).toBe('follower');
		expect(await getState(first)).toBe('open');
		await clock.pass(50);
		expect(await first).toMatchObject({ role: 'leader', items: ['a', 'b', 'c'] });
	});

	it.each([true, false])(
		'tells every request whether the execution was created: %p',
		async (succeeded) => {
			const first = batcher.join(['a'], rules);
			const second = await batcher.join(['b'], rules);
			await clock.pass(150);
			const leader = await first;
			expect(await getState(second.succeeded)).toBe('open');
			if (leader.role === 'leader') leader.settle(succeeded);
			expect(await second.succeeded).toBe(succeeded);
			expect(await leader.succeeded).toBe(succeeded);
		},
	);

	it('takes a call with more events than a function can have arguments', async () => {
		const role = await batcher.join(new Array<string>(150_000).fill('a'), rules);
		expect(role.role === 'leader' && role.items).toHaveLength(150_000);
	});

	it('ends early when it is full, and the next call begins another', async () => {
		const first = batcher.join(['a', 'b', 'c'], rules);
		await batcher.join(['d', 'e'], rules);
		expect(await first).toMatchObject({ items: ['a', 'b', 'c', 'd', 'e'] });
		const third = batcher.join(['f'], rules);
		await clock.pass(rules.maxOpenMs);
		expect(await third).toMatchObject({ role: 'leader', items: ['f'] });
	});

	describe('while n8n creates the execution of the batch before', () => {
		let before: BatchRole<string>;
		let batch: Promise<BatchRole<string>>;
		beforeEach(async () => {
			const first = batcher.join(['a'], rules);
			await clock.pass(150);
			before = await first;
			batch = batcher.join(['b'], rules);
			await clock.pass(150);
		});

		it.each([true, false])('ends once that is known: created %p', async (created) => {
			expect(await getState(batch)).toBe('open');
			await batcher.join(['c'], rules);
			if (before.role === 'leader') before.settle(created);
			expect(await batch).toMatchObject({ role: 'leader', items: ['b', 'c'] });
		});

		it('ends when it is full', async () => {
			await batcher.join(['c', 'd', 'e', 'f'], rules);
			expect(await batch).toMatchObject({ items: ['b', 'c', 'd', 'e', 'f'] });
		});

		it('ends after the longest time, and so does the next one', async () => {
			await clock.pass(349);
			expect(await getState(batch)).toBe('open');
			await clock.pass(1);
			expect(await batch).toMatchObject({ role: 'leader', items: ['b'] });
			const next = batcher.join(['c'], rules);
			await clock.pass(499);
			expect(await getState(next)).toBe('open');
			await clock.pass(1);
			expect(await next).toMatchObject({ role: 'leader', items: ['c'] });
		});

		it('has its own window only, if that is known when it begins', async () => {
			if (before.role === 'leader') before.settle(true);
			const leader = await batch;
			if (leader.role === 'leader') leader.settle(true);
			const next = batcher.join(['c'], rules);
			await clock.pass(149);
			expect(await getState(next)).toBe('open');
			await clock.pass(1);
			expect(await next).toMatchObject({ items: ['c'] });
		});
	});

	it('waits for a full one from the very next request on', async () => {
		const full = batcher.join(['a', 'b', 'c', 'd', 'e'], rules);
		const next = batcher.join(['f'], rules);
		const leader = await full;
		await clock.pass(150);
		expect(await getState(next)).toBe('open');
		if (leader.role === 'leader') leader.settle(true);
		expect(await next).toMatchObject({ role: 'leader', items: ['f'] });
	});

	it('is not joined any more once it is passed on', async () => {
		const first = batcher.join(['a'], rules);
		await clock.pass(150);
		await first;
		const second = batcher.join(['b'], rules);
		await clock.pass(rules.maxOpenMs);
		expect(await second).toMatchObject({ role: 'leader', items: ['b'] });
	});
});

describe('a burst', () => {
	const rules = { quietMs: 900, maxMs: 2500, maxItems: 10 };
	let clock: TestClock;
	let bursts: Debouncer<string>;
	beforeEach(() => {
		clock = new TestClock();
		bursts = new Debouncer<string>(clock);
	});

	it('is passed on by its last request once the sender is quiet', async () => {
		const first = bursts.join('ana', ['a'], rules);
		await clock.pass(800);
		const second = bursts.join('ana', ['b'], rules);
		expect(await first).toMatchObject({ role: 'continued' });
		await clock.pass(800);
		const third = bursts.join('ana', ['c'], rules);
		expect(await second).toMatchObject({ role: 'continued' });
		expect(bursts.getPending()).toEqual(['a', 'b', 'c']);
		await clock.pass(899);
		expect(await getState(third)).toBe('open');
		await clock.pass(1);
		expect(await third).toMatchObject({ role: 'leader', items: ['a', 'b', 'c'] });
	});

	it('keeps senders apart', async () => {
		const ana = bursts.join('ana', ['a'], rules);
		const ben = bursts.join('ben', ['b'], rules);
		await clock.pass(900);
		expect(await ana).toMatchObject({ role: 'leader', items: ['a'] });
		expect(await ben).toMatchObject({ role: 'leader', items: ['b'] });
	});

	it('ends in the end, even if the sender goes on', async () => {
		for (const item of ['a', 'b', 'c']) {
			void bursts.join('ana', [item], rules);
			await clock.pass(800);
		}
		const last = bursts.join('ana', ['d'], rules);
		await clock.pass(100);
		expect(await last).toMatchObject({ role: 'leader', items: ['a', 'b', 'c', 'd'] });
	});

	it('ends at once when it is full', async () => {
		const many = Array.from({ length: 10 }, (_, index) => `${index}`);
		const full = bursts.join('ana', many, rules);
		await clock.pass(0);
		expect(await full).toMatchObject({ role: 'leader', items: many });
	});

	it('counts what is passed on as pending until its execution is created', async () => {
		const first = bursts.join('ana', ['a'], rules);
		await clock.pass(900);
		const leader = await first;
		expect(bursts.getPending()).toEqual(['a']);
		if (leader.role === 'leader') leader.settle(true);
		expect(bursts.getPending()).toEqual([]);
	});

	it('keeps what is acknowledged already if the execution fails: only the last request is redelivered', async () => {
		void bursts.join('ana', ['a'], rules);
		const second = bursts.join('ana', ['b'], rules);
		await clock.pass(900);
		const leader = await second;
		if (leader.role === 'leader') leader.settle(false);
		expect(bursts.getPending()).toEqual(['a']);
		const again = bursts.join('ana', ['b'], rules);
		await clock.pass(900);
		expect(await again).toMatchObject({ role: 'leader', items: ['a', 'b'] });
	});

	it('puts it before what the sender has begun meanwhile, which is still passed on once', async () => {
		void bursts.join('ana', ['a'], rules);
		const second = bursts.join('ana', ['b'], rules);
		await clock.pass(900);
		const leader = await second;
		const next = bursts.join('ana', ['c'], rules);
		if (leader.role === 'leader') leader.settle(false);
		await clock.pass(900);
		expect(await next).toMatchObject({ role: 'leader', items: ['a', 'c'] });
	});
});
