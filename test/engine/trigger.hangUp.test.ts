import { CUSTOMER, DialogCaller, hungUp, OTHER } from '../support/dialogCaller';
import { sleep } from '../support/runtime';
import { waitFor } from '../support/sandboxClient';
import { startWebhookServer } from '../support/webhookServer';

let caller: DialogCaller;
afterEach(async () => await caller.close());

/** One text whose caller hangs up after so many milliseconds. */
const brief = async (text: string, timeout: number) =>
	await hungUp(caller.says(text, CUSTOMER, { timeout }));

describe('a caller who hangs up in the window of a batch', () => {
	const options = { batch: 'window', batchWindowMs: 250 };

	it('carries it all the same: the others are answered, and nothing is taken twice', async () => {
		caller = await DialogCaller.open(options);
		const first = brief('one', 120);
		await sleep(60);
		const second = caller.says('two', OTHER);
		expect(await first).toBe('hung up');
		expect(await second).toMatchObject({ status: 200, says: 'taken' });
		expect(caller.texts()).toEqual([['one', 'two']]);
		expect(await caller.says('one')).toMatchObject({ says: 'seen before' });
		expect(await caller.says('two')).toMatchObject({ says: 'seen before' });
	});

	it('and whose execution cannot be created: everybody is told, and all are taken next time', async () => {
		caller = await DialogCaller.open(options);
		caller.bench.failing = 1;
		const first = brief('one', 120);
		await sleep(60);
		const second = caller.says('two', OTHER);
		expect(await first).toBe('hung up');
		expect(await second).toMatchObject({ status: 500 });
		expect(caller.texts()).toEqual([]);
		expect(await caller.says('one')).toMatchObject({ says: 'taken' });
		expect(await caller.says('two')).toMatchObject({ says: 'taken' });
	});
});

describe('a caller who hangs up in the quiet time of a burst', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('has it handed over, once, and nothing stays behind', async () => {
		caller = await DialogCaller.open(options);
		expect(await brief('Hello', 100)).toBe('hung up');
		await waitFor(() => caller.texts().length === 1);
		const other = caller.says('b1', OTHER);
		await sleep(100);
		await Promise.all([other, caller.says('b2', OTHER)]);
		expect(caller.held()).toEqual([]);
		await caller.bench.activate('init');
		expect(await caller.says('Hello')).toMatchObject({ says: 'seen before' });
		expect(caller.texts()).toEqual([['Hello'], ['b1', 'b2']]);
	});
});

it('a caller who hangs up while a file is fetched: the event comes once', async () => {
	const hung = await startWebhookServer(async () => await new Promise(() => {}));
	caller = await DialogCaller.open({ downloadMedia: true, mediaTimeoutMs: 600 });
	const { credentials } = caller.account;
	caller.bench.credentials = { dialog360Api: { ...credentials, baseUrl: hung.url } };
	const image = { id: 'i', from: CUSTOMER, type: 'image', image: { id: '1' } };
	const answer = await hungUp(caller.post({ messages: [image] }, { timeout: 200 }));
	await waitFor(() => caller.bench.executions.length === 1);
	await hung.close();
	expect(answer).toBe('hung up');
	expect(await caller.post({ messages: [image] })).toMatchObject({ says: 'seen before' });
	expect(caller.bench.executions).toHaveLength(1);
});
