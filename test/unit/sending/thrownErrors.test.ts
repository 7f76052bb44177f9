import { NotSentError } from '../../../nodes/WhatsAppBsp/sending/jobResult';
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import { AccountRateLimiter } from '../../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import type {
	SendResponse,
	MessageClient,
	SendJob,
} from '../../../nodes/WhatsAppBsp/sending/types';
import { FAST, createJobs, runJobs, FakeMessageClient } from '../../support/fakeMessageClient';
import { createJob, MemoryStore, createRejection, TestClock } from '../../support/sendJobs';

const BAD = '20';
const SECRET = new Error('Invalid regular expression: /4711-key/');

/** A client that does something else for one recipient. */
function oddCarrier(
	clock: TestClock,
	odd: () => Promise<SendResponse>,
): MessageClient<string, string> {
	const client = new FakeMessageClient(clock);
	return {
		getReady: () => undefined,
		prepare: async (payload) => await client.prepare(payload),
		async send(text, recipients) {
			const response = await client.send(text, recipients);
			return recipients.includes(BAD) ? await odd() : response;
		},
	};
}

const keyed = (count: number, mode: 'atMostOnce' | 'atLeastOnce' = 'atMostOnce') =>
	createJobs(count).map((each, i): SendJob<string> => {
		return { ...each, idempotency: { key: `k${i}`, storeKey: `k${i}`, mode } };
	});

/** One run of sixty jobs with keys; the client does something odd for one of them. */
async function runOver(store: MemoryStore, odd: () => Promise<SendResponse>) {
	const clock = new TestClock();
	const client = oddCarrier(clock, odd);
	const { left, deliveries } = runJobs(keyed(60), client, clock, {
		idempotencyStore: new IdempotencyStore(store, 1000),
	});
	expect(await left).toBe(0);
	const resultByJob = new Map(deliveries.map(({ job: { to }, result }) => [to, result]));
	expect(resultByJob.size).toBe(60);
	expect(deliveries).toHaveLength(60);
	const others = [...resultByJob].filter(([to]) => to !== BAD).map(([, result]) => result);
	return { result: resultByJob.get(BAD), others };
}

const accepted = expect.objectContaining({ accepted: true });
const ALL_ACCEPTED = Array.from({ length: 59 }, () => accepted as unknown);

it('thrown before anything left: one job fails, the others are sent, its key is free', async () => {
	const store = new MemoryStore();
	const cause = new TypeError('no such thing');
	const first = await runOver(store, async () => await Promise.reject(new NotSentError(cause)));
	expect(first.result).toEqual({ cause });
	expect(first.others).toEqual(ALL_ACCEPTED);
	expect(store.entries).not.toContain(`k${BAD}`);
	const next = await runOver(store, async () => ({
		results: [{ accepted: true, messageId: 'later' }],
		raw: {},
	}));
	expect(next.result).toEqual(accepted);
	expect(next.others).toEqual(Array.from({ length: 59 }, () => ({ skipped: true })));
});

const UNKNOWN = expect.objectContaining({ accepted: false, outcomeUnknown: true });

it.each<[string, () => Promise<SendResponse>]>([
	['thrown after it may have left', async () => await Promise.reject(SECRET)],
	['an answer without an outcome', async () => ({ results: [], raw: {} })],
	['an answer that is none', async () => ({}) as SendResponse],
])('%s: the outcome is unknown, and the key stays', async (_, odd) => {
	const store = new MemoryStore();
	const { result: result, others } = await runOver(store, odd);
	expect(result).toEqual(UNKNOWN);
	expect(JSON.stringify(result)).not.toContain('4711');
	expect(others).toEqual(ALL_ACCEPTED);
	expect(store.entries).toContain(`k${BAD}`);
	expect((await runOver(store, odd)).result).toEqual({ skipped: true });
});

it('at least once: what may have left is not recorded as sent', async () => {
	const store = new MemoryStore();
	const clock = new TestClock();
	const client = oddCarrier(clock, async () => await Promise.reject(SECRET));
	const jobs = keyed(25, 'atLeastOnce');
	await runJobs(jobs, client, clock, { idempotencyStore: new IdempotencyStore(store, 1000) }).left;
	expect(store.entries).toHaveLength(24);
	expect(store.entries).not.toContain(`k${BAD}`);
});

it('a file that is rejected gives back no key that an earlier run recorded', async () => {
	const store = new MemoryStore();
	store.entries = ['k1'];
	const clock = new TestClock();
	// The first key is new, so that the second is not asked for before its file is uploaded.
	const client = new FakeMessageClient(clock, undefined, (nth) =>
		nth === 1 ? createRejection() : undefined,
	);
	const limits = { ...FAST, maxConcurrency: 1 };
	const { left } = runJobs(keyed(2), client, clock, {
		limits,
		idempotencyStore: new IdempotencyStore(store, 1000),
	});
	await left;
	expect(client.requests.map(({ text }) => text)).toEqual(['text 0']);
	expect(store.entries).toContain('k1');
});

it('whatever ends a run: nothing is sent after it, not even when another run makes room', async () => {
	const clock = new TestClock();
	const limits = {
		...FAST,
		messagesPerSecond: 20,
		perRecipient: { intervalMs: 1, burst: 9, errorCodes: [] },
	};
	const throttle = new AccountRateLimiter(clock, limits);
	const store = new MemoryStore();
	const ended = new FakeMessageClient(clock);
	const limiter = throttle.open(limits);
	const { recipients } = throttle;
	if (!recipients) throw new Error('It has a limit per recipient');
	jest.spyOn(recipients, 'getDelayMs').mockImplementation((to) => {
		if (to === BAD) throw SECRET;
		return 0;
	});
	const first = runJobs(keyed(60), ended, clock, {
		limiter,
		idempotencyStore: new IdempotencyStore(store, 1000),
	});
	await expect(first.left).rejects.toBe(SECRET);
	limiter.close();
	const sent = ended.requests.map(({ recipients: [to] }) => `k${to}`);
	expect(sent.length).toBeLessThan(60);
	expect(first.deliveries).toHaveLength(sent.length);
	expect([...store.entries].sort()).toEqual([...sent].sort());
	const next = new FakeMessageClient(clock);
	const again = throttle.open(limits);
	await runJobs([createJob(0, 'a'), createJob(1, 'b'), createJob(2, 'c')], next, clock, {
		limiter: again,
	}).left;
	expect(next.requests).toHaveLength(3);
	expect(ended.requests).toHaveLength(sent.length);
});
