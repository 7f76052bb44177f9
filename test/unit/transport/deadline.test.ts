import { setDeadline } from '../../../nodes/WhatsAppBsp/transport/deadline';
import { holdDeadlines } from '../../support/heldDeadlines';

afterEach(() => jest.restoreAllMocks());

const promiseDeadline = async (ms: number) =>
	await new Promise<void>((resolve) => setDeadline(ms, resolve));

it('deadlines of one length have one timer, which is of exactly that length', () => {
	const setTimers = jest.spyOn(AbortSignal, 'timeout');
	for (let i = 0; i < 100; i++) setDeadline(71_000, () => {}).clear();
	setDeadline(72_000, () => {});
	expect(setTimers.mock.calls).toEqual([[71_000], [72_000]]);
});

it('later ones come as well, cleared ones don’t', async () => {
	const passed: string[] = [];
	const first = setDeadline(60, () => passed.push('first'));
	const second = setDeadline(60, () => passed.push('second'));
	const third = setDeadline(60, () => passed.push('third'));
	second.clear();
	await promiseDeadline(60);
	expect(passed).toEqual(['first', 'third']);
	expect([first, second, third].map(({ hasPassed }) => hasPassed)).toEqual([true, false, true]);
});

it('a deadline that was set while an earlier one ran takes its whole time', async () => {
	setDeadline(80, () => {}).clear();
	await promiseDeadline(40);
	const started = performance.now();
	await promiseDeadline(80);
	// Node.js’s timers may be a millisecond early.
	expect(performance.now() - started).toBeGreaterThanOrEqual(79);
});

it('after the last one, the next has a timer again', async () => {
	await promiseDeadline(30);
	await promiseDeadline(30);
	const held = holdDeadlines(30);
	let hasPassed = false;
	setDeadline(30, () => (hasPassed = true));
	expect(held).toHaveLength(1);
	held[0].abort();
	expect(hasPassed).toBe(true);
});
