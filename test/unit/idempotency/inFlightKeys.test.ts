import { InFlightKeys, type KeyOwner } from '../../../nodes/WhatsAppBsp/idempotency/inFlightKeys';
import { nextTick } from '../../support/runtime';

class Run implements KeyOwner {
	readonly heard: string[] = [];

	readonly keys: InFlightKeys;

	constructor(store: string) {
		this.keys = InFlightKeys.join(store, this);
	}

	onSentElsewhere(tokens: string[]): void {
		this.heard.push(...tokens);
	}

	acquire = (...tokens: string[]) => this.keys.acquire(this, tokens);
	release = (...tokens: string[]) => this.keys.release(this, tokens);
	leave = () => this.keys.leave(this);
}

const open: Run[] = [];

function enter(store = 'a store'): Run {
	const run = new Run(store);
	open.push(run);
	return run;
}

afterEach(() => open.splice(0).forEach((run) => run.leave()));

/** Whether a promise has resolved by now. */
async function isOver(promise: Promise<void> | undefined): Promise<boolean> {
	let over = false;
	void promise?.then(() => (over = true));
	await nextTick();
	return over;
}

it('gives a key to one run until it is released', async () => {
	const [first, second] = [enter(), enter()];
	expect(first.acquire('a', 'b')).toBeUndefined();
	const wait = second.acquire('a');
	expect(await isOver(wait)).toBe(false);
	first.release('b');
	expect(await isOver(wait)).toBe(false);
	first.release('a');
	expect(await isOver(wait)).toBe(true);
	expect(second.acquire('a', 'b')).toBeUndefined();
	expect(first.acquire('a')).toBeInstanceOf(Promise);
});

it('lets a run have again what it holds', () => {
	const run = enter();
	expect(run.acquire('a')).toBeUndefined();
	expect(run.acquire('a', 'b')).toBeUndefined();
});

it('gives all of a request’s keys or none', () => {
	const [first, second, third] = [enter(), enter(), enter()];
	void first.acquire('b');
	expect(second.acquire('a', 'b')).toBeInstanceOf(Promise);
	expect(third.acquire('a')).toBeUndefined();
});

it('releases nothing that is another run’s', () => {
	const [first, second] = [enter(), enter()];
	void first.acquire('a');
	second.release('a');
	expect(second.acquire('a')).toBeInstanceOf(Promise);
});

it('holds nothing of a run that is over', async () => {
	const [first, second] = [enter(), enter()];
	void first.acquire('a', 'b');
	const wait = second.acquire('b');
	first.leave();
	expect(await isOver(wait)).toBe(true);
	expect(second.acquire('a', 'b')).toBeUndefined();
});

it('tells the other runs of the store what was sent', () => {
	const [first, second, elsewhere] = [enter(), enter(), enter('another store')];
	first.keys.notifySent(first, ['a']);
	expect([first.heard, second.heard, elsewhere.heard]).toEqual([[], ['a'], []]);
});

it('keeps stores apart, and nothing of a store that nobody uses', () => {
	const [first, elsewhere] = [enter(), enter('another store')];
	void first.acquire('a');
	expect(elsewhere.acquire('a')).toBeUndefined();
	first.leave();
	expect(enter().keys).not.toBe(first.keys);
});
