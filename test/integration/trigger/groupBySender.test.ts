import { CUSTOMER, WebhookSender, OTHER, textMessage } from '../../support/webhookSender';
import { startReceiver } from '../../support/runtime';
import { TriggerHarness } from '../../support/triggerHarness';
import { waitFor } from '../../support/sandboxClient';
import { settle, advance, useFakeTime } from '../../support/fakeTime';

const options = { groupBy: 'sender', quietTimeMs: 200 };

let sender: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await sender.close();
});

/** A burst of two whose execution cannot be created: the first call is answered 200, the last one 500. */
async function failedBurst() {
	sender.harness.failNextExecutions = 1;
	const before = sender.harness.requestCount;
	const first = sender.sendText('Hello');
	await sender.waitForRequests(before + 1);
	const second = sender.sendText('I have');
	await sender.waitForRequests(before + 2);
	expect((await settle(first)).status).toBe(200);
	expect((await settle(second)).status).toBe(500);
}

describe('a burst whose execution is not created', () => {
	it('waits for its last call, and what is redelivered meanwhile starts nothing twice', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		for (const text of ['x', 'y', 'z']) {
			const call = sender.sendText(text, OTHER);
			await sender.waitForRequests(sender.harness.requestCount + 1);
			await advance(options.quietTimeMs);
			expect(await call).toMatchObject({ outcome: 'accepted' });
		}
		const again = sender.sendText('Hello');
		await sender.waitForRequests(sender.harness.requestCount + 1);
		const last = sender.sendText('I have');
		await sender.waitForRequests(sender.harness.requestCount + 1);
		expect(await settle(last)).toMatchObject({ outcome: 'accepted', events: 2 });
		expect(await settle(again)).toMatchObject({ status: 200, outcome: 'duplicate' });
		expect(sender.getTexts()).toEqual([['x'], ['y'], ['z'], ['Hello', 'I have']]);
		expect(sender.getPendingTexts()).toEqual([]);
	});

	it('is brought along by anybody’s call where its last one does not come again', async () => {
		sender = await WebhookSender.open({ batch: 'off', ...options });
		useFakeTime();
		await failedBurst();
		await advance(10_000);
		expect(await sender.sendTextWithFakeTime('x', OTHER)).toMatchObject({ outcome: 'accepted' });
		expect(sender.getTexts()).toEqual([['Hello', 'x']]);
		expect(sender.getPendingTexts()).toEqual([]);
		expect(await sender.sendTextWithFakeTime('Hello')).toMatchObject({ outcome: 'duplicate' });
	});

	it('is brought along by its own answered call, should that come again', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		await advance(10_000);
		expect(await sender.sendTextWithFakeTime('Hello')).toMatchObject({ status: 200 });
		expect(sender.getTexts()).toEqual([['Hello']]);
	});

	it('stays if the execution of the next call is not created either', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		for (const expected of [500, 200]) {
			await advance(10_000);
			sender.harness.failNextExecutions = expected === 500 ? 1 : 0;
			expect((await sender.sendTextWithFakeTime('x', OTHER)).status).toBe(expected);
		}
		expect(sender.getTexts()).toEqual([['Hello', 'x']]);
	});

	it('is forwarded whole to the second system once its execution is created', async () => {
		const crm = await startReceiver();
		sender = await WebhookSender.open({ ...options, forwardTo: crm.url });
		useFakeTime();
		await failedBurst();
		await sender.sendTextWithFakeTime('I have');
		jest.useRealTimers();
		await waitFor(() => crm.requests.length === 2);
		await crm.close();
		const passedOn = crm.requests.map(({ text }) => (/Hello|I have/.exec(text) ?? [])[0]);
		expect(passedOn.sort()).toEqual(['Hello', 'I have']);
	});
});

it('keeps apart what one person writes to two numbers, and in a group', async () => {
	sender = await WebhookSender.open(options);
	const to = async (own: string, text: string, more: object = {}) =>
		await sender.post({
			metadata: { display_phone_number: own },
			messages: [{ ...textMessage(text), ...more }],
		});
	await Promise.all([
		to('111', 'to the shop'),
		to('222', 'to support'),
		to('111', 'in a group', { group_id: 'g' }),
	]);
	expect(
		sender
			.getTexts()
			.map((texts) => texts.join())
			.sort(),
	).toEqual(['in a group', 'to support', 'to the shop']);
});

it('what only the trigger may know about an event survives a restart, and stays with it', async () => {
	sender = await WebhookSender.open(options);
	const { harness } = sender;
	const write = async (text: string, from: string) =>
		await sender.post({
			metadata: { display_phone_number: '111' },
			messages: [textMessage(text, from)],
		});
	harness.failNextExecutions = 1;
	useFakeTime();
	const first = write('Hello', CUSTOMER);
	await sender.waitForRequests(1);
	const second = write('I have', CUSTOMER);
	await sender.waitForRequests(2);
	const burst = await settle(Promise.all([first, second]));
	expect(burst.map(({ status }) => status)).toEqual([200, 500]);
	jest.useRealTimers();
	expect(harness.staticData.pendingEvents).toMatchObject([
		{ event: { text: 'Hello', internal: { businessNumber: '111' } } },
		{ event: { text: 'I have', internal: { businessNumber: '111' } } },
	]);
	TriggerHarness.crash(harness);
	sender.expirePending();
	expect(await write('x', OTHER)).toMatchObject({ status: 200 });
	expect(sender.getTexts()).toEqual([['Hello', 'I have', 'x']]);
	expect(JSON.stringify(harness.executions)).not.toContain('internal');
	expect(await write('Hello', CUSTOMER)).toMatchObject({ outcome: 'duplicate' });
});

it('an execution that waits its turn for minutes is not started twice', async () => {
	sender = await WebhookSender.open();
	useFakeTime();
	sender.harness.executionDelayMs = 300_000;
	const phone = new AbortController();
	const first = sender
		.sendText('queued', CUSTOMER, { signal: phone.signal })
		.catch(() => 'hung up');
	await sender.waitForRequests(1);
	await advance(5000);
	phone.abort();
	expect(await first).toBe('hung up');
	await advance(120_000);

	expect(await sender.sendTextWithFakeTime('queued')).toMatchObject({
		status: 500,
		reason: 'n8n did not accept the events, send them again',
	});
	expect(sender.getTexts()).toEqual([]);

	await advance(300_000);
	expect(sender.getTexts()).toEqual([['queued']]);
	expect(await sender.sendTextWithFakeTime('queued')).toMatchObject({ outcome: 'duplicate' });
});
