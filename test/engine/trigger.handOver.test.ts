import axios from 'axios';
import { TriggerBench, type TriggerOptions } from '../support/engineTrigger';
import { sleep } from '../support/runtime';
import { createAccount, waitFor, type SandboxAccount } from '../support/sandboxClient';

const CUSTOMER = '16505076520';
const OTHER = '16505076521';

let bench: TriggerBench;
let account: SandboxAccount;
afterEach(async () => await bench.close());

async function activated(options: TriggerOptions['options'] = {}, more: TriggerOptions = {}) {
	account = await createAccount('dialog360', { settings: { retryDelaysMs: [] } });
	bench = await TriggerBench.start(account, { options, ...more });
	await bench.activate();
}

/** A call as 360dialog makes it, with the header that was registered. */
async function call(id: string, from = CUSTOMER, text = id, signal?: AbortSignal) {
	const { headers } = (await account.webhook()) as { headers: Record<string, string> };
	const message = { id, from, type: 'text', timestamp: '1750000000', text: { body: text } };
	const value = { messaging_product: 'whatsapp', messages: [message] };
	const body = {
		object: 'whatsapp_business_account',
		entry: [{ id: 'W', changes: [{ field: 'messages', value }] }],
	};
	const { status, data } = await axios.post<{ status: string; events?: number }>(bench.url, body, {
		headers,
		validateStatus: () => true,
		proxy: false,
		signal,
	});
	return { status, says: data.status, events: data.events };
}

const texts = () => bench.executions.map((items) => items.map(({ text }) => text));

describe('a redelivered event', () => {
	it('is answered 200 and starts nothing', async () => {
		await activated();
		expect(await call('wamid.1')).toEqual({ status: 200, says: 'taken', events: 1 });
		expect(await call('wamid.1')).toEqual({ status: 200, says: 'seen before', events: 1 });
		expect(texts()).toEqual([['wamid.1']]);
	});

	it('is recognised after a restart', async () => {
		await activated();
		await call('wamid.1');
		await TriggerBench.restart(bench);
		expect(await call('wamid.1')).toMatchObject({ says: 'seen before' });
		expect(await call('wamid.2')).toMatchObject({ says: 'taken' });
	});

	it('is taken when the first one was not handed over', async () => {
		await activated();
		bench.failing = 1;
		expect(await call('wamid.1')).toMatchObject({ status: 500 });
		expect(await call('wamid.1')).toMatchObject({ status: 200, says: 'taken' });
		expect(texts()).toEqual([['wamid.1']]);
	});

	it('is taken after a crash when the first one was not handed over', async () => {
		await activated();
		bench.failing = 1;
		await call('wamid.1');
		await TriggerBench.restart(bench);
		expect(await call('wamid.1')).toMatchObject({ status: 200, says: 'taken' });
	});

	it('waits for the first one, which is on its way, and is answered as that one', async () => {
		await activated();
		bench.creationMs = 150;
		const answers = await Promise.all([call('wamid.1'), call('wamid.1')]);
		expect(answers.map(({ says }) => says).sort()).toEqual(['seen before', 'taken']);
		bench.failing = 1;
		const failed = await Promise.all([call('wamid.2'), call('wamid.2')]);
		expect(failed.map(({ status }) => status)).toEqual([500, 500]);
		expect(texts()).toEqual([['wamid.1']]);
	});

	it('may come as often as wanted while somebody listens for a test event', async () => {
		account = await createAccount('dialog360');
		bench = await TriggerBench.start(account);
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
		expect(texts()).toEqual([['again'], ['again']]);
	});
});

it('a caller who hangs up before the answer is not taken for a failure', async () => {
	await activated();
	bench.creationMs = 300;
	const phone = new AbortController();
	const answer = call('wamid.1', CUSTOMER, 'hello?', phone.signal);
	await sleep(100);
	phone.abort();
	await expect(answer).rejects.toThrow('canceled');
	await waitFor(() => bench.executions.length === 1);
	expect(await call('wamid.1')).toMatchObject({ says: 'seen before' });
});

describe('a batch', () => {
	const options = { batch: 'window', batchWindowMs: 150 };

	it('is one execution with all events of its window, each in the shape of the contract', async () => {
		await activated(options);
		const ids = ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4'];
		const answers = await Promise.all(ids.map(async (id) => await call(id)));
		expect(answers).toEqual(
			ids.map(() => ({ status: 200, says: 'taken', events: expect.any(Number) })),
		);
		expect(texts()).toHaveLength(1);
		expect(texts()[0].sort()).toEqual(ids);
		expect(bench.executions[0][0]).toMatchObject({ event: 'message', provider: 'dialog360' });
	});

	it('that is not handed over is answered 500 to everybody, and taken when it comes again', async () => {
		await activated(options);
		bench.failing = 1;
		const ids = ['wamid.1', 'wamid.2', 'wamid.3'];
		const failed = await Promise.all(ids.map(async (id) => await call(id)));
		expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
		expect(texts()).toEqual([]);
		const taken = await Promise.all(ids.map(async (id) => await call(id)));
		expect(taken.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(texts().flat().sort()).toEqual(ids);
	});

	it('answers nobody before it is handed over', async () => {
		await activated(options);
		bench.creationMs = 400;
		const started = performance.now();
		const times = await Promise.all(
			['wamid.1', 'wamid.2'].map(async (id) => {
				await call(id);
				return performance.now() - started;
			}),
		);
		expect(Math.min(...times)).toBeGreaterThan(500);
	});

	it('ends early with its count', async () => {
		await activated({ batch: 'count', batchCount: 3, batchWindowMs: 250 });
		await Promise.all(['1', '2', '3', '4', '5', '6'].map(async (id) => await call(id)));
		expect(texts().map((items) => items.length)).toEqual([3, 3]);
	});

	it('gives an event once that comes twice in it', async () => {
		await activated(options);
		const answers = await Promise.all([call('wamid.1'), call('wamid.1'), call('wamid.2')]);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(texts().flat().sort()).toEqual(['wamid.1', 'wamid.2']);
	});

	it('is recognised whole after a restart', async () => {
		await activated(options);
		await Promise.all(['wamid.1', 'wamid.2'].map(async (id) => await call(id)));
		await TriggerBench.restart(bench);
		expect(await call('wamid.1')).toMatchObject({ says: 'seen before' });
		expect(await call('wamid.2')).toMatchObject({ says: 'seen before' });
	});
});

describe('grouped by sender', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('a burst is one execution, and its calls are answered one after the other', async () => {
		await activated(options);
		const answers: string[] = [];
		const calls = ['Hello', 'I have', 'a question'].map(async (text, index) => {
			await sleep(index * 150);
			await call(text, CUSTOMER);
			answers.push(text);
		});
		const other = call('somebody else', OTHER);
		await Promise.all([...calls, other]);
		expect(answers).toEqual(['Hello', 'I have', 'a question']);
		expect(texts()).toEqual(
			expect.arrayContaining([['Hello', 'I have', 'a question'], ['somebody else']]),
		);
		expect(texts()).toHaveLength(2);
		expect(bench.memory.held).toEqual([]);
	});

	it('that is cut off by a crash loses nothing: what was answered is stored', async () => {
		await activated(options);
		const first = call('Hello');
		await sleep(100);
		void call('I have').catch(() => undefined);
		expect(await first).toMatchObject({ status: 200 });
		expect(bench.memory.held).toHaveLength(2);
		// n8n ends here: the second call was never answered, and comes again.
		const held = bench.memory.held as Array<{ at: number }>;
		for (const each of held) each.at -= 60_000;
		await TriggerBench.restart(bench);
		expect(await call('I have')).toMatchObject({ status: 200 });
		expect(texts()).toEqual([['Hello', 'I have']]);
		expect(bench.memory.held).toEqual([]);
	});

	it('that is not handed over comes again whole', async () => {
		await activated(options);
		bench.failing = 1;
		const first = call('Hello');
		await sleep(100);
		const second = call('I have');
		expect(await first).toMatchObject({ status: 200 });
		expect(await second).toMatchObject({ status: 500 });
		expect(await call('I have')).toMatchObject({ status: 200 });
		expect(texts()).toEqual([['Hello', 'I have']]);
	});
});

describe('statuses out of order', () => {
	const status = async (word: string) => {
		const { headers } = (await account.webhook()) as { headers: Record<string, string> };
		const step = { id: 'wamid.S', status: word, timestamp: '1750000000', recipient_id: CUSTOMER };
		await axios.post(bench.url, { statuses: [step] }, { headers, proxy: false });
	};

	it('say that a later one came before', async () => {
		await activated({}, { triggerOn: ['status'] });
		for (const word of ['sent', 'read', 'delivered']) await status(word);
		expect(bench.executions.flat()).toMatchObject([
			{ status: 'sent', superseded: false },
			{ status: 'read', superseded: false, isFinal: true },
			{ status: 'delivered', superseded: true, isFinal: true },
		]);
	});
});
