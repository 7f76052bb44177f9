import { Halt } from '../../nodes/WhatsAppBsp/sending/clock';
import type { SendingLimits } from '../../nodes/WhatsAppBsp/sending/types';
import { FAST, items, run, TestCarrier } from '../support/carrier';
import { letter, refusal, TestClock, TOO_FAST, TOO_OFTEN } from '../support/sending';

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

it('tells how far it is each few seconds, and what came of it at the end', async () => {
	const clock = new TestClock();
	const carrier = new TestCarrier(clock, (to) => (to === '7' ? refusal() : undefined));
	const limits = { perSecond: 10, inFlight: 5 };
	const { left, lines, progress } = run(items(200), carrier, clock, { limits });
	await left;
	expect(lines).toHaveLength(4);
	expect(lines[0]).toMatch(
		/^\d+ of 200 messages accepted, 1 failed or unknown, \d+\.\d per second, 1\d\d left$/,
	);
	expect(progress.summary()).toMatch(
		/^199 of 200 messages accepted in 20\.\d s; 9\.9 per second; 1 not accepted\.$/,
	);
});
