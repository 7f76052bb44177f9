import axios from 'axios';
import { CUSTOMER, WebhookSender, OTHER } from '../../support/webhookSender';
import { TriggerHarness } from '../../support/triggerHarness';
import { settle, advance, useFakeTime } from '../../support/fakeTime';

let caller: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await caller.close();
});

/** Texts that have all come before any time passes. */
async function together(texts: string[]) {
	const before = caller.bench.calls;
	const calls = texts.map(async (text) => await caller.sendText(text));
	await caller.waitForRequests(before + texts.length);
	return await settle(Promise.all(calls));
}

describe('a redelivered event', () => {
	it('is answered 200 and starts nothing', async () => {
		caller = await WebhookSender.open();
		expect(await caller.sendText('wamid.1')).toEqual({ status: 200, says: 'accepted', events: 1 });
		expect(await caller.sendText('wamid.1')).toEqual({ status: 200, says: 'duplicate', events: 1 });
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('is recognised after a restart', async () => {
		caller = await WebhookSender.open();
		await caller.sendText('wamid.1');
		await TriggerHarness.restart(caller.bench);
		expect(await caller.sendText('wamid.1')).toMatchObject({ says: 'duplicate' });
		expect(await caller.sendText('wamid.2')).toMatchObject({ says: 'accepted' });
	});

	it('is taken when the first one was not handed over', async () => {
		caller = await WebhookSender.open();
		caller.bench.failNextExecutions = 1;
		expect(await caller.sendText('wamid.1')).toMatchObject({ status: 500 });
		expect(await caller.sendText('wamid.1')).toMatchObject({ status: 200, says: 'accepted' });
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('is taken after a crash when the first one was not handed over', async () => {
		caller = await WebhookSender.open();
		caller.bench.failNextExecutions = 1;
		await caller.sendText('wamid.1');
		await TriggerHarness.restart(caller.bench);
		expect(await caller.sendText('wamid.1')).toMatchObject({ status: 200, says: 'accepted' });
	});

	it('waits for the first one, which is on its way, and is answered as that one', async () => {
		caller = await WebhookSender.open();
		useFakeTime();
		caller.bench.executionDelayMs = 150;
		const answers = await together(['wamid.1', 'wamid.1']);
		expect(answers.map(({ says }) => says).sort()).toEqual(['accepted', 'duplicate']);
		caller.bench.failNextExecutions = 1;
		const failed = await together(['wamid.2', 'wamid.2']);
		expect(failed.map(({ status }) => status)).toEqual([500, 500]);
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('may come as often as wanted while somebody listens for a test event', async () => {
		caller = await WebhookSender.connect();
		const { account, bench } = caller;
		for (let i = 0; i < 2; i++) {
			await bench.listen();
			const { headers } = (await account.webhook()) as { headers: Record<string, string> };
			await axios.post(
				bench.testUrl,
				{ messages: [{ id: 'wamid.1', from: CUSTOMER, type: 'text', text: { body: 'again' } }] },
				{ headers, proxy: false },
			);
			await bench.stopListening();
		}
		expect(caller.texts()).toEqual([['again'], ['again']]);
	});
});

it('a caller who hangs up before the answer is not taken for a failure', async () => {
	caller = await WebhookSender.open();
	useFakeTime();
	caller.bench.executionDelayMs = 300;
	const phone = new AbortController();
	const answer = caller.sendText('wamid.1', CUSTOMER, { signal: phone.signal });
	const hungUp = expect(answer).rejects.toThrow('canceled');
	await caller.waitForRequests(1);
	phone.abort();
	await hungUp;
	expect(caller.bench.executions).toEqual([]);
	await advance(300);
	expect(caller.bench.executions).toHaveLength(1);
	expect(await caller.sendText('wamid.1')).toMatchObject({ says: 'duplicate' });
});

describe('a batch', () => {
	const options = { batch: 'window', batchWindowMs: 150 };

	it('is one execution with all events of its window, each in the shape of the contract', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		const ids = ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4'];
		const answers = await together(ids);
		expect(answers).toEqual(
			ids.map(() => ({ status: 200, says: 'accepted', events: expect.any(Number) })),
		);
		expect(caller.texts()).toHaveLength(1);
		expect(caller.texts()[0].sort()).toEqual(ids);
		expect(caller.bench.executions[0][0]).toMatchObject({
			event: 'message',
			provider: 'dialog360',
		});
	});

	it('that is not handed over is answered 500 to everybody, and taken when it comes again', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		caller.bench.failNextExecutions = 1;
		const ids = ['wamid.1', 'wamid.2', 'wamid.3'];
		const failed = await together(ids);
		expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
		expect(caller.texts()).toEqual([]);
		const taken = await together(ids);
		expect(taken.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(caller.texts().flat().sort()).toEqual(ids);
	});

	it('answers nobody before it is handed over', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		caller.bench.executionDelayMs = 400;
		let answers = 0;
		const calls = ['wamid.1', 'wamid.2'].map(async (id) => {
			await caller.sendText(id);
			answers++;
		});
		await caller.waitForRequests(2);
		await advance(150 + 399);
		await caller.waitForRequests(2);
		expect([caller.texts(), answers]).toEqual([[], 0]);
		await settle(Promise.all(calls));
		expect([caller.texts().length, answers]).toEqual([1, 2]);
	});

	it('ends early with its count', async () => {
		caller = await WebhookSender.open({ batch: 'count', batchCount: 3, batchWindowMs: 250 });
		useFakeTime();
		// No time passes: only the count ends them.
		await Promise.all(['1', '2', '3', '4', '5', '6'].map(async (id) => await caller.sendText(id)));
		expect(caller.texts().map((items) => items.length)).toEqual([3, 3]);
	});

	it('gives an event once that comes twice in it', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		const answers = await together(['wamid.1', 'wamid.1', 'wamid.2']);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(caller.texts().flat().sort()).toEqual(['wamid.1', 'wamid.2']);
	});

	it('is recognised whole after a restart', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		await together(['wamid.1', 'wamid.2']);
		jest.useRealTimers();
		await TriggerHarness.restart(caller.bench);
		expect(await caller.sendText('wamid.1')).toMatchObject({ says: 'duplicate' });
		expect(await caller.sendText('wamid.2')).toMatchObject({ says: 'duplicate' });
	});
});

describe('grouped by sender', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('a burst is one execution, and its calls are answered one after the other', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		const other = caller.sendText('somebody else', OTHER);
		await caller.waitForRequests(1);
		const answers: string[] = [];
		const calls: Array<Promise<unknown>> = [other];
		for (const text of ['Hello', 'I have', 'a question']) {
			calls.push(caller.sendText(text).then(() => answers.push(text)));
			await caller.waitForRequests(calls.length);
			await advance(150);
		}
		await settle(Promise.all(calls));
		expect(answers).toEqual(['Hello', 'I have', 'a question']);
		expect(caller.texts()).toEqual(
			expect.arrayContaining([['Hello', 'I have', 'a question'], ['somebody else']]),
		);
		expect(caller.texts()).toHaveLength(2);
		expect(caller.bench.memory.pendingEvents).toEqual([]);
	});

	it('that is cut off by a crash loses nothing: what was answered is stored', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		const first = caller.sendText('Hello');
		await caller.waitForRequests(1);
		void caller.sendText('I have').catch(() => undefined);
		await caller.waitForRequests(2);
		// The first one is answered as soon as the second one is there.
		expect(await first).toMatchObject({ status: 200 });
		expect(caller.bench.memory.pendingEvents).toHaveLength(2);
		// n8n ends here: the second call was never answered, and comes again.
		const held = caller.bench.memory.pendingEvents as Array<{ at: number }>;
		for (const each of held) each.at -= 60_000;
		jest.useRealTimers();
		await TriggerHarness.restart(caller.bench);
		expect(await caller.sendText('I have')).toMatchObject({ status: 200 });
		expect(caller.texts()).toEqual([['Hello', 'I have']]);
		expect(caller.bench.memory.pendingEvents).toEqual([]);
	});

	it('that is not handed over comes again whole', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		caller.bench.failNextExecutions = 1;
		const first = caller.sendText('Hello');
		await caller.waitForRequests(1);
		const second = caller.sendText('I have');
		await caller.waitForRequests(2);
		expect(await settle(first)).toMatchObject({ status: 200 });
		expect(await settle(second)).toMatchObject({ status: 500 });
		expect(await caller.sendTextWithFakeTime('I have')).toMatchObject({ status: 200 });
		expect(caller.texts()).toEqual([['Hello', 'I have']]);
	});
});

describe('statuses out of order', () => {
	const status = async (word: string) => {
		const { headers } = (await caller.account.webhook()) as { headers: Record<string, string> };
		const step = { id: 'wamid.S', status: word, timestamp: '1750000000', recipient_id: CUSTOMER };
		await axios.post(caller.bench.url, { statuses: [step] }, { headers, proxy: false });
	};

	it('say that a later one came before', async () => {
		caller = await WebhookSender.open({}, { triggerOn: ['status'] });
		for (const word of ['sent', 'read', 'delivered']) await status(word);
		expect(caller.bench.executions.flat()).toMatchObject([
			{ status: 'sent', superseded: false },
			{ status: 'read', superseded: false, isFinal: true },
			{ status: 'delivered', superseded: true, isFinal: true },
		]);
	});
});
