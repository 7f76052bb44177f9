import { NotSent } from '../../nodes/WhatsAppBsp/sending/fate';
import { Ledger } from '../../nodes/WhatsAppBsp/sending/ledger';
import { Throttle } from '../../nodes/WhatsAppBsp/sending/throttle';
import type { Answer, Carrier, Letter } from '../../nodes/WhatsAppBsp/sending/types';
import { FAST, items, run, TestCarrier } from '../support/carrier';
import { letter, MemoryStore, refusal, TestClock } from '../support/sending';

const BAD = '20';
const SECRET = new Error('Invalid regular expression: /4711-key/');

/** A carrier that does something else for one recipient. */
function oddCarrier(clock: TestClock, odd: () => Promise<Answer>): Carrier<string, string> {
	const carrier = new TestCarrier(clock);
	return {
		prepare: async (payload) => await carrier.prepare(payload),
		async post(text, recipients) {
			const answer = await carrier.post(text, recipients);
			return recipients.includes(BAD) ? await odd() : answer;
		},
	};
}

const keyed = (count: number, promise: 'atMostOnce' | 'atLeastOnce' = 'atMostOnce') =>
	items(count).map((each, i): Letter<string> => {
		return { ...each, once: { key: `k${i}`, token: `k${i}`, promise } };
	});

/** One run over sixty keyed letters; the carrier does something odd for one of them. */
async function runOver(store: MemoryStore, odd: () => Promise<Answer>) {
	const clock = new TestClock();
	const carrier = oddCarrier(clock, odd);
	const { left, deliveries } = run(keyed(60), carrier, clock, { ledger: new Ledger(store, 1000) });
	expect(await left).toBe(0);
	const fates = new Map(deliveries.map(({ letter: { to }, fate }) => [to, fate]));
	expect(fates.size).toBe(60);
	expect(deliveries).toHaveLength(60);
	const others = [...fates].filter(([to]) => to !== BAD).map(([, fate]) => fate);
	return { fate: fates.get(BAD), others };
}

const accepted = expect.objectContaining({ accepted: true });
const ALL_ACCEPTED = Array.from({ length: 59 }, () => accepted as unknown);

it('thrown before anything left: one letter fails, the others are sent, its key is free', async () => {
	const store = new MemoryStore();
	const thrown = new TypeError('no such thing');
	const first = await runOver(store, async () => await Promise.reject(new NotSent(thrown)));
	expect(first.fate).toEqual({ thrown });
	expect(first.others).toEqual(ALL_ACCEPTED);
	expect(store.entries).not.toContain(`k${BAD}`);
	const next = await runOver(store, async () => ({
		outcomes: [{ accepted: true, messageId: 'later' }],
		raw: {},
	}));
	expect(next.fate).toEqual(accepted);
	expect(next.others).toEqual(Array.from({ length: 59 }, () => ({ skipped: true })));
});

const UNKNOWN = expect.objectContaining({ accepted: false, outcomeUnknown: true });

it.each<[string, () => Promise<Answer>]>([
	['thrown after it may have left', async () => await Promise.reject(SECRET)],
	['an answer without an outcome', async () => ({ outcomes: [], raw: {} })],
	['an answer that is none', async () => ({}) as Answer],
])('%s: the outcome is unknown, and the key stays', async (_, odd) => {
	const store = new MemoryStore();
	const { fate, others } = await runOver(store, odd);
	expect(fate).toEqual(UNKNOWN);
	expect(JSON.stringify(fate)).not.toContain('4711');
	expect(others).toEqual(ALL_ACCEPTED);
	expect(store.entries).toContain(`k${BAD}`);
	expect((await runOver(store, odd)).fate).toEqual({ skipped: true });
});

it('at least once: what may have left is not recorded as sent', async () => {
	const store = new MemoryStore();
	const clock = new TestClock();
	const carrier = oddCarrier(clock, async () => await Promise.reject(SECRET));
	const letters = keyed(25, 'atLeastOnce');
	await run(letters, carrier, clock, { ledger: new Ledger(store, 1000) }).left;
	expect(store.entries).toHaveLength(24);
	expect(store.entries).not.toContain(`k${BAD}`);
});

it('a file that is refused gives back no key that an earlier run recorded', async () => {
	const store = new MemoryStore();
	store.entries = ['k1'];
	const clock = new TestClock();
	// The first key is new, so that the second is not asked for before its file is uploaded.
	const carrier = new TestCarrier(clock, undefined, (nth) => (nth === 1 ? refusal() : undefined));
	const limits = { ...FAST, inFlight: 1 };
	const { left } = run(keyed(2), carrier, clock, { limits, ledger: new Ledger(store, 1000) });
	await left;
	expect(carrier.requests.map(({ text }) => text)).toEqual(['text 0']);
	expect(store.entries).toContain('k1');
});

it('whatever ends a run: nothing is sent after it, not even when another run makes room', async () => {
	const clock = new TestClock();
	const limits = { ...FAST, perSecond: 20, perRecipient: { everyMs: 1, burst: 9, codes: [] } };
	const throttle = new Throttle(clock, limits);
	const store = new MemoryStore();
	const ended = new TestCarrier(clock);
	const lease = throttle.enter(limits);
	const { recipients } = throttle;
	if (!recipients) throw new Error('It has a limit per recipient');
	jest.spyOn(recipients, 'wait').mockImplementation((to) => {
		if (to === BAD) throw SECRET;
		return 0;
	});
	const first = run(keyed(60), ended, clock, { lease, ledger: new Ledger(store, 1000) });
	await expect(first.left).rejects.toBe(SECRET);
	lease.leave();
	const sent = ended.requests.map(({ recipients: [to] }) => `k${to}`);
	expect(sent.length).toBeLessThan(60);
	expect(first.deliveries).toHaveLength(sent.length);
	expect([...store.entries].sort()).toEqual([...sent].sort());
	const next = new TestCarrier(clock);
	const again = throttle.enter(limits);
	await run([letter(0, 'a'), letter(1, 'b'), letter(2, 'c')], next, clock, { lease: again }).left;
	expect(next.requests).toHaveLength(3);
	expect(ended.requests).toHaveLength(sent.length);
});
