import { CUSTOMER, WebhookSender, disconnected, OTHER } from '../../support/webhookSender';
import { waitFor } from '../../support/sandboxClient';
import { settle, advance, useFakeTime } from '../../support/fakeTime';
import { startWebhookServer } from '../../support/webhookServer';

let caller: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await caller.close();
});

/** Somebody whose call has come and who hangs up. */
async function brief(text: string) {
	const phone = new AbortController();
	const before = caller.bench.calls;
	const call = disconnected(caller.sendText(text, CUSTOMER, { signal: phone.signal }));
	await caller.waitForRequests(before + 1);
	phone.abort();
	const answer = await call;
	// The server hears of it as well.
	await caller.waitForRequests(before + 1);
	return answer;
}

describe('a caller who hangs up in the window of a batch', () => {
	const options = { batch: 'window', batchWindowMs: 250 };

	it('carries it all the same: the others are answered, and nothing is taken twice', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		expect(await brief('one')).toBe('hung up');
		const second = caller.sendText('two', OTHER);
		await caller.waitForRequests(2);
		expect(await settle(second)).toMatchObject({ status: 200, says: 'accepted' });
		expect(caller.texts()).toEqual([['one', 'two']]);
		expect(await caller.sendTextWithFakeTime('one')).toMatchObject({ says: 'duplicate' });
		expect(await caller.sendTextWithFakeTime('two')).toMatchObject({ says: 'duplicate' });
	});

	it('and whose execution cannot be created: everybody is told, and all are taken next time', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		caller.bench.failNextExecutions = 1;
		expect(await brief('one')).toBe('hung up');
		const second = caller.sendText('two', OTHER);
		await caller.waitForRequests(2);
		expect(await settle(second)).toMatchObject({ status: 500 });
		expect(caller.texts()).toEqual([]);
		expect(await caller.sendTextWithFakeTime('one')).toMatchObject({ says: 'accepted' });
		expect(await caller.sendTextWithFakeTime('two')).toMatchObject({ says: 'accepted' });
	});
});

describe('a caller who hangs up in the quiet time of a burst', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('has it handed over, once, and nothing stays behind', async () => {
		caller = await WebhookSender.open(options);
		useFakeTime();
		expect(await brief('Hello')).toBe('hung up');
		expect(caller.texts()).toEqual([]);
		await advance(300);
		expect(caller.texts()).toEqual([['Hello']]);
		const other = caller.sendText('b1', OTHER);
		await caller.waitForRequests(2);
		const more = caller.sendText('b2', OTHER);
		await caller.waitForRequests(3);
		await settle(Promise.all([other, more]));
		expect(caller.held()).toEqual([]);
		jest.useRealTimers();
		await caller.bench.activate('init');
		expect(await caller.sendText('Hello')).toMatchObject({ says: 'duplicate' });
		expect(caller.texts()).toEqual([['Hello'], ['b1', 'b2']]);
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
	caller = await WebhookSender.open({ downloadMedia: true, mediaTimeoutMs: 20_000 });
	const { credentials } = caller.account;
	caller.bench.credentials = { dialog360Api: { ...credentials, baseUrl: slow.url } };
	const image = { id: 'i', from: CUSTOMER, type: 'image', image: { id: '1' } };
	const phone = new AbortController();
	const call = disconnected(caller.post({ messages: [image] }, { signal: phone.signal }));
	await waitFor(() => asked === 1);
	phone.abort();
	const answer = await call;
	expect(caller.bench.executions).toEqual([]);
	release();
	await waitFor(() => caller.bench.executions.length === 1);
	await slow.close();
	expect(answer).toBe('hung up');
	expect(await caller.post({ messages: [image] })).toMatchObject({ says: 'duplicate' });
	expect(caller.bench.executions).toHaveLength(1);
});
