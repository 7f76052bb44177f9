import { TIMING } from '../../nodes/WhatsAppBsp/sending/claims';
import { Desk } from '../../nodes/WhatsAppBsp/sending/desk';
import type { ProcessedStore } from '../../nodes/WhatsAppBsp/sending/ledger';
import { randomOf, TestClock } from '../support/sending';
import { QUICK, SharedRecord, type Access } from '../support/sharedRecord';

const REMEMBER = 10_000;

interface Process {
	store: ProcessedStore;
	claim(key: string): Promise<boolean>;
	release(key: string): Promise<void>;
}

/** Processes with a desk each, at one record. */
function processes(count: number, next: (process: number) => Access, random: () => number) {
	const clock = new TestClock();
	const record = new SharedRecord(clock, next);
	const all = Array.from({ length: count }, (_, i): Process => {
		const store = record.open(i);
		const desk = new Desk(clock, random);
		return {
			store,
			claim: async (key) => !(await desk.claim(store, [key], REMEMBER)).has(key),
			release: async (key) => await desk.release(store, [key]),
		};
	});
	return { clock, record, all };
}

/** What each access takes, with its reading and writing apart, so that others get between. */
const usual = (random: () => number) => (): Access => ({
	read: random() * 5,
	hold: 1 + random() * 30,
	answer: random() * 5,
});

describe.each([1, 2, 3])('keys that are given back while others write (seed %s)', (seed) => {
	const random = randomOf(seed);
	const KEYS = 150;

	it('can all be had again, by one', async () => {
		const { clock, all } = processes(3, usual(random), random);
		const [owner, ...others] = all;
		const life = async (i: number) => {
			await clock.sleep(i * 60);
			expect(await owner.claim(`k${i}`)).toBe(true);
			await owner.release(`k${i}`);
		};
		const noise = async (process: Process, i: number) => {
			await clock.sleep(i * 60 + random() * 60);
			await process.claim(`${all.indexOf(process)} of ${i}`);
		};
		const numbers = Array.from({ length: KEYS }, (_, i) => i);
		await clock.run(
			Promise.all(numbers.flatMap((i) => [life(i), ...others.map((each) => noise(each, i))])),
		);
		await clock.run(clock.sleep(3000));
		const wanted = numbers.flatMap((i) => others.map((each) => each.claim(`k${i}`)));
		const given = await clock.run(Promise.all(wanted));
		expect(given.filter((isGiven) => isGiven)).toHaveLength(KEYS);
	});

	it('stay with whoever takes one right after', async () => {
		const { clock, all } = processes(3, usual(random), random);
		const [owner, next, last] = all;
		const handed = async (i: number) => {
			const key = `k${i}`;
			await clock.sleep(i * 60);
			await owner.claim(key);
			await owner.release(key);
			await clock.sleep(random() * 1600);
			return [key, await next.claim(key)] as const;
		};
		const taken = await clock.run(
			Promise.all(Array.from({ length: KEYS }, async (_, i) => await handed(i))),
		);
		await clock.run(clock.sleep(6000));
		const held = taken.filter(([, isTaken]) => isTaken).map(([key]) => key);
		const again = await clock.run(Promise.all(held.map(async (key) => await last.claim(key))));
		expect(again).toEqual(held.map(() => false));
		expect(held.length).toBeGreaterThan(KEYS / 2);
	});
});

it('are taken out when the database is back, though the first attempt could not be made', async () => {
	let isAway = false;
	const next = (): Access => (isAway ? { ...QUICK, fails: 'atRead' } : QUICK);
	const { clock, all } = processes(2, next, () => 0.5);
	const [owner, other] = all;
	await clock.run(owner.claim('key'));
	isAway = true;
	await clock.run(expect(owner.release('key')).rejects.toThrow('no database'));
	await clock.run(clock.sleep(5000));
	isAway = false;
	await clock.run(clock.sleep(TIMING.guardFor));
	expect(await clock.run(other.claim('key'))).toBe(true);
});

it('wait when the same process wants one again at once', async () => {
	const { clock, all } = processes(
		1,
		() => QUICK,
		() => 0.5,
	);
	const [owner] = all;
	const results = await clock.run(
		(async () => {
			const first = await owner.claim('key');
			await owner.release('key');
			return [first, await owner.claim('key'), await owner.claim('key')];
		})(),
	);
	expect(results).toEqual([true, true, false]);
});
