import { CUSTOMER, WebhookSender, OTHER, textMessage } from '../../support/webhookSender';
import { startReceiver } from '../../support/runtime';
import { waitFor } from '../../support/sandboxClient';
import { settle, advance, useFakeTime } from '../../support/fakeTime';

const options = { groupBy: 'sender', quietTimeMs: 200 };

let caller: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await caller.close();
});

/** A burst of two whose execution cannot be created: the first call is answered 200, the last one 500. */
async function failedBurst() {
	caller.bench.failNextExecutions = 1;
	const before = caller.bench.calls;
	const first = caller.sendText('Hello');
	await caller.waitForRequests(before + 1);
	const second = caller.sendText('I have');
	await caller.waitForRequests(before + 2);
	expect((await settle(first)).status).toBe(200);
	expect((await settle(second)).status).toBe(500);
}

describe('a burst that is not handed over', () => {
	it('waits for its last call, and what comes twice meanwhile is not taken twice', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		for (const text of ['x', 'y', 'z']) {
			const call = caller.sendText(text, OTHER);
			await caller.waitForRequests(caller.bench.calls + 1);
			await advance(options.quietTimeMs);
			expect(await call).toMatchObject({ says: 'accepted' });
		}
		const again = caller.sendText('Hello');
		await caller.waitForRequests(caller.bench.calls + 1);
		const last = caller.sendText('I have');
		await caller.waitForRequests(caller.bench.calls + 1);
		expect(await settle(last)).toMatchObject({ says: 'accepted', events: 2 });
		expect(await settle(again)).toMatchObject({ status: 200, says: 'duplicate' });
		expect(caller.texts()).toEqual([['x'], ['y'], ['z'], ['Hello', 'I have']]);
		expect(caller.held()).toEqual([]);
	});

	it('is brought along by anybody’s call where its last one does not come again', async () => {
		caller = await WebhookSender.open({ batch: 'off', ...options });
		useFakeTime();
		await failedBurst();
		await advance(10_000);
		expect(await caller.sendTextWithFakeTime('x', OTHER)).toMatchObject({ says: 'accepted' });
		expect(caller.texts()).toEqual([['Hello', 'x']]);
		expect(caller.held()).toEqual([]);
		expect(await caller.sendTextWithFakeTime('Hello')).toMatchObject({ says: 'duplicate' });
	});

	it('is brought along by its own answered call, should that come again', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		await advance(10_000);
		expect(await caller.sendTextWithFakeTime('Hello')).toMatchObject({ status: 200 });
		expect(caller.texts()).toEqual([['Hello']]);
	});

	it('stays when the call that brings it along is not handed over either', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		await failedBurst();
		for (const expected of [500, 200]) {
			await advance(10_000);
			caller.bench.failNextExecutions = expected === 500 ? 1 : 0;
			expect((await caller.sendTextWithFakeTime('x', OTHER)).status).toBe(expected);
		}
		expect(caller.texts()).toEqual([['Hello', 'x']]);
	});

	it('is passed on whole to the second system once it is handed over', async () => {
		const crm = await startReceiver();
		caller = await WebhookSender.open({ ...options, forwardTo: crm.url });
		useFakeTime();
		await failedBurst();
		await caller.sendTextWithFakeTime('I have');
		jest.useRealTimers();
		await waitFor(() => crm.calls.length === 2);
		await crm.close();
		const passedOn = crm.calls.map(({ text }) => (/Hello|I have/.exec(text) ?? [])[0]);
		expect(passedOn.sort()).toEqual(['Hello', 'I have']);
	});
});

it('keeps apart what one person writes to two numbers, and in a group', async () => {
	caller = await WebhookSender.open(options);
	const to = async (own: string, text: string, more: object = {}) =>
		await caller.post({
			metadata: { display_phone_number: own },
			messages: [{ ...textMessage(text), ...more }],
		});
	await Promise.all([
		to('111', 'to the shop'),
		to('222', 'to support'),
		to('111', 'in a group', { group_id: 'g' }),
	]);
	expect(
		caller
			.texts()
			.map((texts) => texts.join())
			.sort(),
	).toEqual(['in a group', 'to support', 'to the shop']);
});

it('an execution that waits its turn for minutes is not started twice', async () => {
	caller = await WebhookSender.open();
	useFakeTime();
	caller.bench.executionDelayMs = 300_000;
	const phone = new AbortController();
	const first = caller
		.sendText('queued', CUSTOMER, { signal: phone.signal })
		.catch(() => 'hung up');
	await caller.waitForRequests(1);
	await advance(5000);
	phone.abort();
	expect(await first).toBe('hung up');
	await advance(120_000);

	expect(await caller.sendTextWithFakeTime('queued')).toMatchObject({
		status: 500,
		reason: 'n8n did not accept the events, send them again',
	});
	expect(caller.texts()).toEqual([]);

	await advance(300_000);
	expect(caller.texts()).toEqual([['queued']]);
	expect(await caller.sendTextWithFakeTime('queued')).toMatchObject({ says: 'duplicate' });
});
