import { Desk } from '../../nodes/WhatsAppBsp/sending/desk';
import { TestClock } from '../support/sending';
import { QUICK, SharedRecord, type Access } from '../support/sharedRecord';

it('asks for many keys at once, and for few of them at a time', async () => {
	const clock = new TestClock();
	const record = new SharedRecord(clock, () => QUICK);
	const store = record.open(0);
	const sizes: number[] = [];
	const { checkAndRecord } = store;
	store.checkAndRecord = async (tokens, atMost) => {
		sizes.push(tokens.length);
		return await checkAndRecord(tokens, atMost);
	};
	const desk = new Desk(clock, () => 0.5);
	const keys = Array.from({ length: 5000 }, (_, i) => `k${i}`);
	expect(await clock.run(desk.claim(store, keys, 10))).toEqual(new Set());
	expect(await clock.run(desk.claim(store, keys.slice(0, 10), 10))).toEqual(
		new Set(keys.slice(0, 10)),
	);
	expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
	expect(sizes.length).toBeLessThan(60);
});

it('forgets what was seen longest ago', async () => {
	const clock = new TestClock();
	const record = new SharedRecord(clock, () => QUICK);
	const desk = new Desk(clock, () => 0.5);
	const claim = async (key: string) => {
		const known = await clock.run(desk.claim(record.open(0), [key], 4));
		await clock.run(clock.sleep(5000));
		return known.has(key);
	};
	for (const key of ['a', 'b', 'c', 'd', 'e']) expect(await claim(key)).toBe(false);
	expect(record.entries).toHaveLength(12);
	expect(await claim('e')).toBe(true);
	expect(await claim('a')).toBe(false);
});

describe('when the store fails', () => {
	/** Fails at these accesses, counted from 1. */
	function failing(at: number[], fails: Access['fails'] = 'atRead') {
		const clock = new TestClock();
		let count = 0;
		const record = new SharedRecord(clock, () => {
			count += 1;
			return at.includes(count) ? { ...QUICK, fails } : QUICK;
		});
		const desk = new Desk(clock, () => 0.5);
		const claim = async (...keys: string[]) =>
			await clock.run(desk.claim(record.open(0), keys, 100));
		return { claim, record };
	}

	it.each([
		['recording', [1]],
		['looking', [2]],
	])('asks once more when %s did not come off', async (_, at) => {
		const { claim } = failing(at);
		expect(await claim('a', 'b')).toEqual(new Set());
		expect(await claim('a', 'b')).toEqual(new Set(['a', 'b']));
	});

	it.each([
		['recording', [1, 2]],
		['looking', [2, 3]],
		['sealing', [3]],
	])(
		'gives the keys to nobody when %s does not come off: the next may have them',
		async (_, at) => {
			const { claim } = failing(at, 'atWrite');
			await expect(claim('a', 'b')).rejects.toThrow('no database');
			expect(await claim('a', 'b')).toEqual(new Set());
		},
	);

	it('does not guess when the answer to a recording was lost', async () => {
		const clock = new TestClock();
		const record = new SharedRecord(clock, () => QUICK);
		const store = record.open(0);
		const { checkAndRecord } = store;
		let count = 0;
		store.checkAndRecord = async (tokens, atMost) => {
			const answer = await checkAndRecord(tokens, atMost);
			count += 1;
			if (count === 1) throw new Error('connection lost');
			return answer;
		};
		const claim = new Desk(clock, () => 0.5).claim(store, ['a'], 100);
		await expect(clock.run(claim)).rejects.toThrow('The database’s response was lost');
	});

	it('gives up, and back, what others overwrite again and again', async () => {
		const { claim, record } = failing([]);
		const guard = claim('a');
		Object.defineProperty(record, 'entries', { get: () => [], set: () => {} });
		await expect(guard).rejects.toThrow('kept overwriting the record');
	});
});

it('lets another have what was given back, and guards it no longer', async () => {
	const clock = new TestClock();
	const record = new SharedRecord(clock, () => QUICK);
	const [one, two] = [new Desk(clock, () => 0.5), new Desk(clock, () => 0.5)];
	const work = async () => {
		await one.claim(record.open(0), ['a', 'b'], 100);
		await one.release(record.open(0), ['a']);
		await clock.sleep(3000);
		return await two.claim(record.open(1), ['a', 'b'], 100);
	};
	expect(await clock.run(work())).toEqual(new Set(['b']));
});
