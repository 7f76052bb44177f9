import axios from 'axios';
import { CUSTOMER, WebhookSender, OTHER } from '../../support/webhookSender';
import { TriggerHarness } from '../../support/triggerHarness';
import { settle, advance, useFakeTime } from '../../support/fakeTime';

let sender: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await sender.close();
});

/** Texts that have all come before any time passes. */
async function together(texts: string[]) {
	const before = sender.harness.requestCount;
	const calls = texts.map(async (text) => await sender.sendText(text));
	await sender.waitForRequests(before + texts.length);
	return await settle(Promise.all(calls));
}

describe('a redelivered event', () => {
	it('is answered 200 and starts nothing', async () => {
		sender = await WebhookSender.open();
		expect(await sender.sendText('wamid.1')).toEqual({
			status: 200,
			outcome: 'accepted',
			events: 1,
		});
		expect(await sender.sendText('wamid.1')).toEqual({
			status: 200,
			outcome: 'duplicate',
			events: 1,
		});
		expect(sender.getTexts()).toEqual([['wamid.1']]);
	});

	it('is recognised after a restart', async () => {
		sender = await WebhookSender.open();
		await sender.sendText('wamid.1');
		await TriggerHarness.restart(sender.harness);
		expect(await sender.sendText('wamid.1')).toMatchObject({ outcome: 'duplicate' });
		expect(await sender.sendText('wamid.2')).toMatchObject({ outcome: 'accepted' });
	});

	it('is accepted if the first one created no execution', async () => {
		sender = await WebhookSender.open();
		sender.harness.failNextExecutions = 1;
		expect(await sender.sendText('wamid.1')).toMatchObject({ status: 500 });
		expect(await sender.sendText('wamid.1')).toMatchObject({ status: 200, outcome: 'accepted' });
		expect(sender.getTexts()).toEqual([['wamid.1']]);
	});

	it('is accepted after a crash if the first one created no execution', async () => {
		sender = await WebhookSender.open();
		sender.harness.failNextExecutions = 1;
		await sender.sendText('wamid.1');
		await TriggerHarness.restart(sender.harness);
		expect(await sender.sendText('wamid.1')).toMatchObject({ status: 200, outcome: 'accepted' });
	});

	it('waits for the first one, which is on its way, and is answered as that one', async () => {
		sender = await WebhookSender.open();
		useFakeTime();
		sender.harness.executionDelayMs = 150;
		const answers = await together(['wamid.1', 'wamid.1']);
		expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'duplicate']);
		sender.harness.failNextExecutions = 1;
		const failed = await together(['wamid.2', 'wamid.2']);
		expect(failed.map(({ status }) => status)).toEqual([500, 500]);
		expect(sender.getTexts()).toEqual([['wamid.1']]);
	});

	it('may come as often as wanted while somebody listens for a test event', async () => {
		sender = await WebhookSender.connect();
		const { account, harness } = sender;
		for (let i = 0; i < 2; i++) {
			await harness.listen();
			const { headers } = (await account.webhook()) as { headers: Record<string, string> };
			await axios.post(
				harness.testUrl,
				{ messages: [{ id: 'wamid.1', from: CUSTOMER, type: 'text', text: { body: 'again' } }] },
				{ headers, proxy: false },
			);
			await harness.stopListening();
		}
		expect(sender.getTexts()).toEqual([['again'], ['again']]);
	});
});

it('a caller that disconnects before the response does not count as a failure', async () => {
	sender = await WebhookSender.open();
	useFakeTime();
	sender.harness.executionDelayMs = 300;
	const phone = new AbortController();
	const answer = sender.sendText('wamid.1', CUSTOMER, { signal: phone.signal });
	const hungUp = expect(answer).rejects.toThrow('canceled');
	await sender.waitForRequests(1);
	phone.abort();
	await hungUp;
	expect(sender.harness.executions).toEqual([]);
	await advance(300);
	expect(sender.harness.executions).toHaveLength(1);
	expect(await sender.sendText('wamid.1')).toMatchObject({ outcome: 'duplicate' });
});

describe('a batch', () => {
	const options = { batch: 'window', batchWindowMs: 150 };

	it('is one execution with all events of its window, each in the shape of the contract', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		const ids = ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4'];
		const answers = await together(ids);
		expect(answers).toEqual(
			ids.map(() => ({ status: 200, outcome: 'accepted', events: expect.any(Number) })),
		);
		expect(sender.getTexts()).toHaveLength(1);
		expect(sender.getTexts()[0].sort()).toEqual(ids);
		expect(sender.harness.executions[0][0]).toMatchObject({
			event: 'message',
			provider: 'dialog360',
		});
	});

	it('whose execution is not created gets 500 for every request, and is accepted when it is redelivered', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		sender.harness.failNextExecutions = 1;
		const ids = ['wamid.1', 'wamid.2', 'wamid.3'];
		const failed = await together(ids);
		expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
		expect(sender.getTexts()).toEqual([]);
		const taken = await together(ids);
		expect(taken.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(sender.getTexts().flat().sort()).toEqual(ids);
	});

	it('keeps none of a redelivery, which waits for the same event', async () => {
		sender = await WebhookSender.open({ batch: 'count', batchCount: 3, batchWindowMs: 150 });
		useFakeTime();
		const calls = [sender.sendText('wamid.1')];
		await sender.waitForRequests(1);
		calls.push(sender.sendText('wamid.1'), sender.sendText('wamid.2'));
		await sender.waitForRequests(3);
		expect(sender.harness.heldCalls).toBe(1);
		calls.push(sender.sendText('wamid.3'));
		await sender.waitForRequests(4);
		const responses = await settle(Promise.all(calls));
		expect(responses.map(({ status }) => status)).toEqual(calls.map(() => 200));
		expect(responses[1]).toMatchObject({ outcome: 'duplicate', events: 1 });
		expect(sender.getTexts().flat().sort()).toEqual(['wamid.1', 'wamid.2', 'wamid.3']);
	});

	it('whose execution is not created answers a redelivery with 500 as well', async () => {
		sender = await WebhookSender.open({ batch: 'count', batchCount: 2, batchWindowMs: 150 });
		useFakeTime();
		sender.harness.failNextExecutions = 1;
		const calls = [sender.sendText('wamid.1'), sender.sendText('wamid.1')];
		await sender.waitForRequests(2);
		calls.push(sender.sendText('wamid.2'));
		await sender.waitForRequests(3);
		const responses = await settle(Promise.all(calls));
		expect(responses.map(({ status }) => status)).toEqual([500, 500, 500]);
	});

	it('keeps n8n’s workflow of its first call alone while it waits', async () => {
		sender = await WebhookSender.open({ batch: 'count', batchCount: 4, batchWindowMs: 150 });
		useFakeTime();
		const calls = ['wamid.1', 'wamid.2', 'wamid.3'].map(async (id) => await sender.sendText(id));
		await sender.waitForRequests(3);
		expect(sender.harness.heldCalls).toBe(1);
		expect(sender.harness.executions).toEqual([]);
		calls.push(sender.sendText('wamid.4'));
		await sender.waitForRequests(4);
		const responses = await settle(Promise.all(calls));
		expect(responses.map(({ status, outcome }) => [status, outcome])).toEqual(
			calls.map(() => [200, 'accepted']),
		);
		expect(sender.harness.executions).toHaveLength(1);
	});

	it('responds to no request before its execution is created', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		sender.harness.executionDelayMs = 400;
		let answers = 0;
		const calls = ['wamid.1', 'wamid.2'].map(async (id) => {
			await sender.sendText(id);
			answers++;
		});
		await sender.waitForRequests(2);
		await advance(150 + 399);
		await sender.waitForRequests(2);
		expect([sender.getTexts(), answers]).toEqual([[], 0]);
		await settle(Promise.all(calls));
		expect([sender.getTexts().length, answers]).toEqual([1, 2]);
	});

	it('ends early with its count', async () => {
		sender = await WebhookSender.open({ batch: 'count', batchCount: 3, batchWindowMs: 250 });
		useFakeTime();
		// No time passes: only the count ends them.
		await Promise.all(['1', '2', '3', '4', '5', '6'].map(async (id) => await sender.sendText(id)));
		expect(sender.getTexts().map((items) => items.length)).toEqual([3, 3]);
	});

	it('gives an event once that comes twice in it', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		const answers = await together(['wamid.1', 'wamid.1', 'wamid.2']);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(sender.getTexts().flat().sort()).toEqual(['wamid.1', 'wamid.2']);
	});

	it('is recognised whole after a restart', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		await together(['wamid.1', 'wamid.2']);
		jest.useRealTimers();
		await TriggerHarness.restart(sender.harness);
		expect(await sender.sendText('wamid.1')).toMatchObject({ outcome: 'duplicate' });
		expect(await sender.sendText('wamid.2')).toMatchObject({ outcome: 'duplicate' });
	});
});

describe('grouped by sender', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('a burst is one execution, and its calls are answered one after the other', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		const other = sender.sendText('somebody else', OTHER);
		await sender.waitForRequests(1);
		const answers: string[] = [];
		const calls: Array<Promise<unknown>> = [other];
		for (const text of ['Hello', 'I have', 'a question']) {
			calls.push(sender.sendText(text).then(() => answers.push(text)));
			await sender.waitForRequests(calls.length);
			await advance(150);
		}
		await settle(Promise.all(calls));
		expect(answers).toEqual(['Hello', 'I have', 'a question']);
		expect(sender.getTexts()).toEqual(
			expect.arrayContaining([['Hello', 'I have', 'a question'], ['somebody else']]),
		);
		expect(sender.getTexts()).toHaveLength(2);
		expect(sender.harness.staticData.pendingEvents).toEqual([]);
	});

	it('that is cut off by a crash loses nothing: what was answered is stored', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		const first = sender.sendText('Hello');
		await sender.waitForRequests(1);
		void sender.sendText('I have').catch(() => undefined);
		await sender.waitForRequests(2);
		// The first one is answered as soon as the second one is there.
		expect(await first).toMatchObject({ status: 200 });
		expect(sender.harness.staticData.pendingEvents).toHaveLength(2);
		// n8n ends here: the second call was never answered, and comes again.
		const held = sender.harness.staticData.pendingEvents as Array<{ at: number }>;
		for (const each of held) each.at -= 60_000;
		jest.useRealTimers();
		await TriggerHarness.restart(sender.harness);
		expect(await sender.sendText('I have')).toMatchObject({ status: 200 });
		expect(sender.getTexts()).toEqual([['Hello', 'I have']]);
		expect(sender.harness.staticData.pendingEvents).toEqual([]);
	});

	it('whose execution is not created is redelivered whole', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		sender.harness.failNextExecutions = 1;
		const first = sender.sendText('Hello');
		await sender.waitForRequests(1);
		const second = sender.sendText('I have');
		await sender.waitForRequests(2);
		expect(await settle(first)).toMatchObject({ status: 200 });
		expect(await settle(second)).toMatchObject({ status: 500 });
		expect(await sender.sendTextWithFakeTime('I have')).toMatchObject({ status: 200 });
		expect(sender.getTexts()).toEqual([['Hello', 'I have']]);
	});
});

describe('statuses out of order', () => {
	const status = async (word: string) => {
		const { headers } = (await sender.account.webhook()) as { headers: Record<string, string> };
		const step = { id: 'wamid.S', status: word, timestamp: '1750000000', recipient_id: CUSTOMER };
		await axios.post(sender.harness.url, { statuses: [step] }, { headers, proxy: false });
	};

	it('say that a later one came before', async () => {
		sender = await WebhookSender.open({}, { triggerOn: ['status'] });
		for (const word of ['sent', 'read', 'delivered']) await status(word);
		expect(sender.harness.executions.flat()).toMatchObject([
			{ status: 'sent', superseded: false },
			{ status: 'read', superseded: false, isFinal: true },
			{ status: 'delivered', superseded: true, isFinal: true },
		]);
	});
});
