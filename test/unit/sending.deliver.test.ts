import type { Refused, SendOutcome } from '../../nodes/WhatsAppBsp/providers/provider';
import { Halt } from '../../nodes/WhatsAppBsp/sending/clock';
import { deliver, type Controls } from '../../nodes/WhatsAppBsp/sending/deliver';
import { Progress } from '../../nodes/WhatsAppBsp/sending/progress';
import { Throttle } from '../../nodes/WhatsAppBsp/sending/throttle';
import type {
	Carrier,
	Delivery,
	Letter,
	SendingLimits,
} from '../../nodes/WhatsAppBsp/sending/types';
import {
	BROKEN_OFF,
	letter,
	NOT_REACHED,
	refusal,
	TestClock,
	TOO_FAST,
	TOO_OFTEN,
} from '../support/sending';

interface Request {
	at: number;
	text: string;
	recipients: string[];
}

/** A provider whose answers a test writes: by request number, or by recipient. */
class TestCarrier implements Carrier<string, string> {
	requests: Request[] = [];

	prepared = 0;

	inFlight = new Set<string>();

	constructor(
		private readonly clock: TestClock,
		private readonly answer: (to: string, nth: number) => SendOutcome | undefined = () => undefined,
		private readonly refusePreparing: (nth: number) => Refused | undefined = () => undefined,
	) {}

	async prepare(payload: string) {
		const refused = this.refusePreparing(this.prepared++);
		return refused ? { refused, raw: null } : { ready: payload };
	}

	async post(text: string, recipients: string[]) {
		const nth = this.requests.push({ at: this.clock.now(), text, recipients }) - 1;
		for (const to of recipients) {
			expect(this.inFlight.has(to)).toBe(false);
			this.inFlight.add(to);
		}
		await this.clock.sleep(100);
		for (const to of recipients) this.inFlight.delete(to);
		const outcomes = recipients.map(
			(to): SendOutcome => this.answer(to, nth) ?? { accepted: true, messageId: `${nth}-${to}` },
		);
		const isSilent = outcomes.includes(NOT_REACHED) || outcomes.includes(BROKEN_OFF);
		return { outcomes, raw: isSilent ? null : {} };
	}
}

const FAST: SendingLimits = { perSecond: Infinity, inFlight: 8 };

function run(
	letters: Array<Letter<string>>,
	carrier: TestCarrier,
	clock: TestClock,
	{ limits = FAST, ...more }: Partial<Controls<string>> & { limits?: SendingLimits } = {},
) {
	const deliveries: Array<Delivery<string>> = [];
	const lines: string[] = [];
	const progress = new Progress(letters.length, clock, (line) => lines.push(line));
	const left = clock.run(
		deliver(letters, carrier, {
			lease: new Throttle(clock, limits).enter(limits),
			progress,
			clock,
			random: () => 0,
			halt: new Halt(),
			report: (delivery) => deliveries.push(delivery),
			...more,
		}),
	);
	return { left, deliveries, progress, lines };
}

const items = (count: number, to = (i: number) => `${i}`) =>
	Array.from({ length: count }, (_, i) => letter(i, to(i), `text ${i}`));

it('sends different recipients side by side and each one’s messages in order', async () => {
	const clock = new TestClock();
	const carrier = new TestCarrier(clock);
	const { left, deliveries } = run(
		items(40, (i) => `${i % 4}`),
		carrier,
		clock,
	);
	expect(await left).toBe(0);
	expect(clock.now()).toBe(1000);
	for (const to of ['0', '1', '2', '3']) {
		const texts = carrier.requests.filter(({ recipients }) => recipients[0] === to);
		expect(texts.map(({ text }) => text)).toEqual(
			Array.from({ length: 10 }, (_, i) => `text ${i * 4 + Number(to)}`),
		);
	}
	expect(deliveries).toHaveLength(40);
});

describe('what was not taken', () => {
	it.each<[string, Refused]>([
		['refused for the rate', TOO_FAST],
		['not reached', NOT_REACHED],
	])('is sent again when it was %s', async (_, refused) => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (to, nth) => (nth < 2 ? refused : undefined));
		const { left, deliveries } = run([letter(0, 'a')], carrier, clock);
		await left;
		expect(carrier.requests.map(({ at }) => at)).toEqual([0, 600, 1700]);
		expect(deliveries).toEqual([
			expect.objectContaining({ attempts: 3, fate: expect.objectContaining({ accepted: true }) }),
		]);
	});

	it.each([0, 1, 4])('is sent again %i times at most', async (maxRetries) => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => TOO_FAST);
		const retry = { maxRetries, maxMs: 1e9 };
		const { left, deliveries } = run([letter(0, 'a', 'Hi', { retry })], carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(maxRetries + 1);
		expect(deliveries[0]).toMatchObject({ fate: TOO_FAST, attempts: maxRetries + 1 });
	});

	it('is not sent again after its time', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => TOO_FAST);
		const retry = { maxRetries: 99, maxMs: 5000 };
		const { left } = run([letter(0, 'a', 'Hi', { retry })], carrier, clock);
		await left;
		expect(carrier.requests.length).toBeGreaterThan(2);
		expect(carrier.requests.every(({ at }) => at <= 5000)).toBe(true);
	});

	it('waits as long as the provider asks, and the whole account with it', async () => {
		const clock = new TestClock();
		const asked = refusal({ ...TOO_FAST.error, retryAfterMs: 7000 });
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? asked : undefined));
		const { left } = run(items(20), carrier, clock, { limits: { perSecond: 10, inFlight: 20 } });
		await left;
		expect(carrier.requests.filter(({ at }) => at > 100 && at < 7100)).toEqual([]);
		expect(carrier.requests).toHaveLength(21);
	});

	it('keeps its place before the same recipient’s next message', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? TOO_FAST : undefined));
		const letters = [letter(0, 'a', 'first'), letter(1, 'a', 'second')];
		await run(letters, carrier, clock).left;
		expect(carrier.requests.map(({ text }) => text)).toEqual(['first', 'first', 'second']);
	});

	it('is waited for once, not once per message, while the provider is away', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => NOT_REACHED);
		await run(items(100), carrier, clock, { limits: { perSecond: Infinity, inFlight: 2 } }).left;
		expect(carrier.requests.length).toBeLessThan(120);
		expect(new Set(carrier.requests.map(({ text }) => text)).size).toBe(100);
	});
});

describe('what may have been taken', () => {
	it('is never sent again', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => BROKEN_OFF);
		const { left, deliveries } = run(items(3), carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(3);
		expect(deliveries.map(({ fate }) => fate)).toEqual([BROKEN_OFF, BROKEN_OFF, BROKEN_OFF]);
	});

	it('is sent again when twice is as good as once', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (_, nth) => (nth === 0 ? BROKEN_OFF : undefined));
		const { left, deliveries } = run([letter(0, 'a', 'Hi', { repeatable: true })], carrier, clock);
		await left;
		expect(carrier.requests).toHaveLength(2);
		expect(deliveries[0].fate).toMatchObject({ accepted: true });
	});
});

describe('one recipient’s own limit', () => {
	const limits: SendingLimits = {
		...FAST,
		perRecipient: { everyMs: 6000, burst: 3, codes: ['131056'] },
	};

	it('is kept, and others go on', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock);
		const letters = [...items(5, () => 'often'), letter(5, 'once')];
		await run(letters, carrier, clock, { limits }).left;
		const at = (to: string) =>
			carrier.requests.filter(({ recipients }) => recipients[0] === to).map((each) => each.at);
		expect(at('often').slice(0, 3)).toEqual([0, 100, 200]);
		expect(at('often')[3]).toBeGreaterThanOrEqual(6000);
		expect(at('often')[4]).toBeGreaterThanOrEqual(12_000);
		expect(at('once')).toEqual([0]);
	});

	it('waits 4^n seconds after a refusal, and only for this recipient', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (to, nth) =>
			to === 'a' && nth < 4 ? TOO_OFTEN : undefined,
		);
		await run([letter(0, 'a'), letter(1, 'b'), letter(2, 'b')], carrier, clock, { limits }).left;
		const of = (to: string) => carrier.requests.filter(({ recipients }) => recipients[0] === to);
		expect(of('a').map(({ at }) => at)).toEqual([0, 1100, 5200]);
		expect(of('b').map(({ at }) => at)).toEqual([0, 100]);
	});

	it('does not count what is no message', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock);
		const letters = items(5, () => 'a').map((each) => ({ ...each, isNoMessage: true }));
		await run(letters, carrier, clock, { limits }).left;
		expect(clock.now()).toBe(500);
	});
});

describe('a shared request', () => {
	const grouping = { joinedLength: 5, join: (to: string[]) => to.join(',') };
	const letters = ['a', 'b', 'c', 'd'].map((to, i) => letter(i, to));

	it('gives each item its own outcome', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock);
		const { left, deliveries } = run(letters, carrier, clock, { grouping });
		await left;
		expect(carrier.requests.map(({ recipients }) => recipients.join())).toEqual(['a,b,c', 'd']);
		expect(deliveries.map((each) => [each.letter.itemIndex, each.fate])).toEqual([
			[0, { accepted: true, messageId: '0-a' }],
			[1, { accepted: true, messageId: '0-b' }],
			[2, { accepted: true, messageId: '0-c' }],
			[3, { accepted: true, messageId: '1-d' }],
		]);
	});

	it.each(['recipient', 'content', 'template', 'window', 'parameter'] as const)(
		'that is refused for a %s is made once for each recipient',
		async (category) => {
			const clock = new TestClock();
			const no = refusal({ category });
			const carrier: TestCarrier = new TestCarrier(clock, (_, nth) =>
				carrier.requests[nth].recipients.includes('b') ? no : undefined,
			);
			const { left, deliveries } = run(letters, carrier, clock, { grouping });
			await left;
			expect(carrier.requests).toHaveLength(5);
			const fates = deliveries.map((each) => [
				each.letter.to,
				'accepted' in each.fate && each.fate.accepted,
			]);
			expect(new Map(fates as Array<[string, boolean]>)).toEqual(
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
		['the account', refusal({ category: 'account' })],
		['the balance', refusal({ category: 'balance' })],
		['nothing that is known', refusal({ category: 'unknown' })],
		['what cannot be told', refusal({ category: 'content' }, true)],
	])('that is refused for %s is not made again', async (_, no) => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, () => no);
		await run(letters, carrier, clock, { grouping }).left;
		expect(carrier.requests).toHaveLength(2);
	});
});

describe('the end of a run', () => {
	it('sends nothing more after a failure, and waits for what is in flight', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock, (to) => (to === '3' ? refusal() : undefined));
		const accepted: number[] = [];
		const { left } = run(items(100), carrier, clock, {
			report: ({ letter: { itemIndex }, fate }) => {
				if (!('accepted' in fate) || !fate.accepted) throw new Error(`item ${itemIndex}`);
				accepted.push(itemIndex);
			},
		});
		await expect(left).rejects.toThrow('item 3');
		expect(carrier.requests.length).toBeLessThanOrEqual(16);
		expect(accepted).toHaveLength(carrier.requests.length - 1);
	});

	it('stops at once when the execution is stopped, and counts what was not sent', async () => {
		const clock = new TestClock();
		const carrier = new TestCarrier(clock);
		const halt = new Halt();
		const { left, deliveries } = run(items(100), carrier, clock, {
			halt,
			report: (delivery) => {
				deliveries.push(delivery);
				halt.halt();
			},
		});
		expect(await left).toBe(92);
		expect(carrier.requests).toHaveLength(8);
		expect(deliveries).toHaveLength(8);
	});

	it('does not wait for a retry after it was stopped', async () => {
		const clock = new TestClock();
		const halt = new Halt();
		const carrier = new TestCarrier(clock, (to) => {
			if (to === '1') halt.halt();
			return TOO_FAST;
		});
		const { left } = run(items(2), carrier, clock, { halt });
		expect(await left).toBe(2);
		expect(clock.now()).toBe(100);
	});
});

it('makes an upload again, and gives up as for a message', async () => {
	const clock = new TestClock();
	const carrier = new TestCarrier(
		clock,
		() => undefined,
		(nth) => (nth < 2 ? NOT_REACHED : undefined),
	);
	const { left, deliveries } = run([letter(0, 'a')], carrier, clock);
	await left;
	expect(deliveries[0].fate).toMatchObject({ accepted: true });
	const broken = new TestCarrier(
		clock,
		() => undefined,
		() => NOT_REACHED,
	);
	const second = run([letter(0, 'a')], broken, clock);
	await second.left;
	expect(broken.prepared).toBe(4);
	expect(broken.requests).toEqual([]);
	expect(second.deliveries[0].fate).toEqual(NOT_REACHED);
});

it('tells how far it is each few seconds, and what came of it at the end', async () => {
	const clock = new TestClock();
	const carrier = new TestCarrier(clock, (to) => (to === '7' ? refusal() : undefined));
	const limits = { perSecond: 10, inFlight: 5 };
	const { left, lines, progress } = run(items(200), carrier, clock, { limits });
	await left;
	expect(lines).toHaveLength(4);
	expect(lines[0]).toMatch(
		/^\d+ of 200 messages sent, 1 not sent, \d+\.\d per second, 1\d\d left$/,
	);
	expect(progress.summary()).toMatch(
		/^199 of 200 messages accepted in 20\.\d s; 9\.9 per second; 1 not accepted\.$/,
	);
});
