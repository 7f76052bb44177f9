import fc from 'fast-check';
import { TIMING } from '../../nodes/WhatsAppBsp/sending/claims';
import { Desk } from '../../nodes/WhatsAppBsp/sending/desk';
import { Ledger } from '../../nodes/WhatsAppBsp/sending/ledger';
import { randomOf, TestClock } from '../support/sending';
import { QUICK, SharedRecord, type Access } from '../support/sharedRecord';

/** A failure prints its seed and the smallest case; the same seed makes the same cases. */
const SEED = 20261121;

interface Wish {
	process: number;
	key: string;
	at: number;
}

interface Scene {
	record: SharedRecord;
	/** Makes each wish at its time; who got each key. */
	play(wishes: Wish[]): Promise<Map<string, Wish[]>>;
}

type Claim = (process: number, key: string) => Promise<boolean>;

function stage(
	next: (process: number) => Access,
	claimOf: (record: SharedRecord, clock: TestClock) => Claim,
): Scene {
	const clock = new TestClock();
	const record = new SharedRecord(clock, next);
	const claim = claimOf(record, clock);
	return {
		record,
		async play(wishes) {
			const given = new Map<string, Wish[]>(wishes.map(({ key }) => [key, []]));
			const start = clock.now();
			const fulfil = async (wish: Wish) => {
				await clock.sleep(start + wish.at - clock.now());
				if (await claim(wish.process, wish.key)) given.get(wish.key)?.push(wish);
			};
			await clock.run(Promise.all(wishes.map(fulfil)));
			return given;
		},
	};
}

/** Processes with a desk each. */
function desks(next: (process: number) => Access, seed = 1, timing = TIMING): Scene {
	return stage(next, (record, clock) => {
		const open = new Map<number, Desk>();
		const random = randomOf(seed);
		return async (process, key) => {
			const desk = open.get(process) ?? new Desk(clock, random, timing);
			open.set(process, desk);
			return !(await desk.claim(record.open(process), [key], 1000)).has(key);
		};
	});
}

/** Processes that believe what the store tells them at once. */
function ledgers(next: (process: number) => Access): Scene {
	return stage(
		next,
		(record) => async (process, key) =>
			!(await new Ledger(record.open(process), 1000).claim([key])).has(key),
	);
}

const times = (given: Map<string, Wish[]>) => [...given.values()].map(({ length }) => length);
const once = (given: Map<string, Wish[]>) => [...given].map(() => 1);

/** The same keys wanted by several processes, within a second and once more after ten. */
const wishes = fc
	.record({
		processes: fc.integer({ min: 2, max: 6 }),
		keys: fc.array(
			fc.record({
				at: fc.integer({ min: 0, max: 1500 }),
				wanted: fc.array(
					fc.record({
						process: fc.nat(5),
						later: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.nat(1000)),
					}),
					{ minLength: 2, maxLength: 5 },
				),
			}),
			{ minLength: 1, maxLength: 25 },
		),
	})
	.map(({ processes, keys }) =>
		keys.flatMap(({ at, wanted }, k) =>
			wanted.map(({ process, later }) => ({
				process: process % processes,
				key: `k${k}`,
				at: at + later,
			})),
		),
	);

/** A database that mostly answers within `usual`, and now and then is held up for `stall`. */
function database({ usual, stall, every }: { usual: number; stall: number; every: number }) {
	return (seed: number) => {
		const random = randomOf(seed);
		return (): Access => ({
			read: random() * 5,
			hold: random() < 1 / every ? random() * stall : 1 + random() * usual,
			answer: random() * 5,
		});
	};
}

const WITHIN = [
	['a quick database', { usual: 20, stall: 0, every: Infinity }],
	['a slow database', { usual: 100, stall: 0, every: Infinity }],
] as const;

describe.each(WITHIN)('with %s', (_, conditions) => {
	it('gives each key to exactly one, and still knows it ten seconds later', async () => {
		const property = async (asked: Wish[], seed: number) => {
			const { play } = desks(database(conditions)(seed), seed);
			const given = await play(asked);
			expect(times(given)).toEqual(once(given));
			const again = await play(asked.map((wish) => ({ ...wish, at: wish.at + 10_000 })));
			expect(times(again)).toEqual(once(again).map(() => 0));
		};
		await fc.assert(fc.asyncProperty(wishes, fc.nat(), property), { seed: SEED, numRuns: 150 });
	});
});

it.each([
	['twenty', 20, 1 / 100],
	['a hundred', 100, 1 / 500],
])('states its limit: one write in %s held up, for up to a second', async (_, every, atMost) => {
	let [right, wrong] = [0, 0];
	const count = async (asked: Wish[], seed: number) => {
		const { play } = desks(database({ usual: 20, stall: 1000, every })(seed), seed);
		for (const given of times(await play(asked))) {
			if (given === 1) right += 1;
			else wrong += 1;
		}
	};
	await fc.assert(fc.asyncProperty(wishes, fc.nat(), count), { seed: SEED, numRuns: 150 });
	expect(wrong / right).toBeLessThan(atMost);
});

const together = (count: number): Wish[] =>
	Array.from({ length: count }, (_, i) => [
		{ process: 0, key: `k${i}`, at: i * 20 },
		{ process: 1, key: `k${i}`, at: i * 20 },
	]).flat();

it('is needed: without it two processes take nearly every key twice', async () => {
	const given = await ledgers(() => QUICK).play(together(50));
	expect(times(given).filter((count) => count === 2).length).toBeGreaterThan(40);
});

/** This process is held up for so many milliseconds in its first access. */
function heldUp(late: number, ms: number) {
	let count = 0;
	return (process: number): Access =>
		process === late && count++ === 0 ? { ...QUICK, hold: ms } : QUICK;
}

it('puts a key back that a write from before it was won takes away', async () => {
	const { play } = desks(heldUp(2, 1200));
	// Process 2 reads the record before the key is in it, and writes it back after it was won.
	const given = await play([
		{ process: 0, key: 'first', at: 0 },
		{ process: 2, key: 'other', at: 300 },
		{ process: 0, key: 'key', at: 400 },
		{ process: 1, key: 'key', at: 1700 },
	]);
	expect(given.get('key')?.map(({ process }) => process)).toEqual([0]);
	expect(times(given)).toEqual(once(given));
});

it('states its limit: a write held up for longer than keys are guarded can give a key twice', async () => {
	const { play } = desks(heldUp(1, 9000));
	const given = await play([
		{ process: 0, key: 'first', at: 0 },
		{ process: 1, key: 'key', at: 1990 },
		{ process: 0, key: 'key', at: 2000 },
	]);
	expect(given.get('key')).toHaveLength(2);
});

it('makes the record once, though two processes begin at the same time', async () => {
	const given = await desks(() => QUICK).play(together(3));
	expect(times(given)).toEqual([1, 1, 1]);
});
