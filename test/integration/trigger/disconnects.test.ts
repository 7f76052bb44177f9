import { CUSTOMER, WebhookSender, catchDisconnect, OTHER } from '../../support/webhookSender';
import { waitFor } from '../../support/sandboxClient';
import { settle, advance, useFakeTime } from '../../support/fakeTime';
import { startWebhookServer } from '../../support/webhookServer';

let sender: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await sender.close();
});

/** Somebody whose call has come and who hangs up. */
async function brief(text: string) {
	const phone = new AbortController();
	const before = sender.harness.requestCount;
	const call = catchDisconnect(sender.sendText(text, CUSTOMER, { signal: phone.signal }));
	await sender.waitForRequests(before + 1);
	phone.abort();
	const answer = await call;
	// The server hears of it as well.
	await sender.waitForRequests(before + 1);
	return answer;
}

describe('a caller who hangs up in the window of a batch', () => {
	const options = { batch: 'window', batchWindowMs: 250 };

	it('carries it all the same: the others are answered, and nothing is taken twice', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		expect(await brief('one')).toBe('hung up');
		const second = sender.sendText('two', OTHER);
		await sender.waitForRequests(2);
		expect(await settle(second)).toMatchObject({ status: 200, outcome: 'accepted' });
		expect(sender.getTexts()).toEqual([['one', 'two']]);
		expect(await sender.sendTextWithFakeTime('one')).toMatchObject({ outcome: 'duplicate' });
		expect(await sender.sendTextWithFakeTime('two')).toMatchObject({ outcome: 'duplicate' });
	});

	it('and whose execution cannot be created: everybody is told, and all are taken next time', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		sender.harness.failNextExecutions = 1;
		expect(await brief('one')).toBe('hung up');
		const second = sender.sendText('two', OTHER);
		await sender.waitForRequests(2);
		expect(await settle(second)).toMatchObject({ status: 500 });
		expect(sender.getTexts()).toEqual([]);
		expect(await sender.sendTextWithFakeTime('one')).toMatchObject({ outcome: 'accepted' });
		expect(await sender.sendTextWithFakeTime('two')).toMatchObject({ outcome: 'accepted' });
	});
});

describe('a caller who hangs up in the quiet time of a burst', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('starts one execution with it, and leaves nothing pending', async () => {
		sender = await WebhookSender.open(options);
		useFakeTime();
		expect(await brief('Hello')).toBe('hung up');
		expect(sender.getTexts()).toEqual([]);
		await advance(300);
		expect(sender.getTexts()).toEqual([['Hello']]);
		const other = sender.sendText('b1', OTHER);
		await sender.waitForRequests(2);
		const more = sender.sendText('b2', OTHER);
		await sender.waitForRequests(3);
		await settle(Promise.all([other, more]));
		expect(sender.getPendingTexts()).toEqual([]);
		jest.useRealTimers();
		await sender.harness.activate('init');
		expect(await sender.sendText('Hello')).toMatchObject({ outcome: 'duplicate' });
		expect(sender.getTexts()).toEqual([['Hello'], ['b1', 'b2']]);
	});
});

it('a caller who hangs up while a file is fetched: the event comes once', async () => {
	let asked = 0;
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	const slow = await startWebhookServer(async (_request, response) => {
		asked++;
		await released;
		response.status(404).json({});
	});
	sender = await WebhookSender.open({ downloadMedia: true, mediaTimeoutMs: 20_000 });
	const { credentials } = sender.account;
	sender.harness.credentials = { dialog360Api: { ...credentials, baseUrl: slow.url } };
	const image = { id: 'i', from: CUSTOMER, type: 'image', image: { id: '1' } };
	const phone = new AbortController();
	const call = catchDisconnect(sender.post({ messages: [image] }, { signal: phone.signal }));
	await waitFor(() => asked === 1);
	phone.abort();
	const answer = await call;
	expect(sender.harness.executions).toEqual([]);
	release();
	await waitFor(() => sender.harness.executions.length === 1);
	await slow.close();
	expect(answer).toBe('hung up');
	expect(await sender.post({ messages: [image] })).toMatchObject({ outcome: 'duplicate' });
	expect(sender.harness.executions).toHaveLength(1);
});
