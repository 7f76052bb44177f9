import axios from 'axios';
import { CUSTOMER, DialogCaller, OTHER } from '../support/dialogCaller';
import { TriggerBench } from '../support/engineTrigger';
import { answered, pass, stopTime } from '../support/stoppedTime';

let caller: DialogCaller;
afterEach(async () => {
	jest.useRealTimers();
	await caller.close();
});

/** Texts that have all come before any time passes. */
async function together(texts: string[]) {
	const before = caller.bench.calls;
	const calls = texts.map(async (text) => await caller.says(text));
	await caller.arrived(before + texts.length);
	return await answered(Promise.all(calls));
}

describe('a redelivered event', () => {
	it('is answered 200 and starts nothing', async () => {
		caller = await DialogCaller.open();
		expect(await caller.says('wamid.1')).toEqual({ status: 200, says: 'taken', events: 1 });
		expect(await caller.says('wamid.1')).toEqual({ status: 200, says: 'seen before', events: 1 });
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('is recognised after a restart', async () => {
		caller = await DialogCaller.open();
		await caller.says('wamid.1');
		await TriggerBench.restart(caller.bench);
		expect(await caller.says('wamid.1')).toMatchObject({ says: 'seen before' });
		expect(await caller.says('wamid.2')).toMatchObject({ says: 'taken' });
	});

	it('is taken when the first one was not handed over', async () => {
		caller = await DialogCaller.open();
		caller.bench.failing = 1;
		expect(await caller.says('wamid.1')).toMatchObject({ status: 500 });
		expect(await caller.says('wamid.1')).toMatchObject({ status: 200, says: 'taken' });
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('is taken after a crash when the first one was not handed over', async () => {
		caller = await DialogCaller.open();
		caller.bench.failing = 1;
		await caller.says('wamid.1');
		await TriggerBench.restart(caller.bench);
		expect(await caller.says('wamid.1')).toMatchObject({ status: 200, says: 'taken' });
	});

	it('waits for the first one, which is on its way, and is answered as that one', async () => {
		caller = await DialogCaller.open();
		stopTime();
		caller.bench.creationMs = 150;
		const answers = await together(['wamid.1', 'wamid.1']);
		expect(answers.map(({ says }) => says).sort()).toEqual(['seen before', 'taken']);
		caller.bench.failing = 1;
		const failed = await together(['wamid.2', 'wamid.2']);
		expect(failed.map(({ status }) => status)).toEqual([500, 500]);
		expect(caller.texts()).toEqual([['wamid.1']]);
	});

	it('may come as often as wanted while somebody listens for a test event', async () => {
		caller = await DialogCaller.connect();
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
	caller = await DialogCaller.open();
	stopTime();
	caller.bench.creationMs = 300;
	const phone = new AbortController();
	const answer = caller.says('wamid.1', CUSTOMER, { signal: phone.signal });
	const hungUp = expect(answer).rejects.toThrow('canceled');
	await caller.arrived(1);
	phone.abort();
	await hungUp;
	expect(caller.bench.executions).toEqual([]);
	await pass(300);
	expect(caller.bench.executions).toHaveLength(1);
	expect(await caller.says('wamid.1')).toMatchObject({ says: 'seen before' });
});

describe('a batch', () => {
	const options = { batch: 'window', batchWindowMs: 150 };

	it('is one execution with all events of its window, each in the shape of the contract', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		const ids = ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4'];
		const answers = await together(ids);
		expect(answers).toEqual(
			ids.map(() => ({ status: 200, says: 'taken', events: expect.any(Number) })),
		);
		expect(caller.texts()).toHaveLength(1);
		expect(caller.texts()[0].sort()).toEqual(ids);
		expect(caller.bench.executions[0][0]).toMatchObject({
			event: 'message',
			provider: 'dialog360',
		});
	});

	it('that is not handed over is answered 500 to everybody, and taken when it comes again', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		caller.bench.failing = 1;
		const ids = ['wamid.1', 'wamid.2', 'wamid.3'];
		const failed = await together(ids);
		expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
		expect(caller.texts()).toEqual([]);
		const taken = await together(ids);
		expect(taken.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(caller.texts().flat().sort()).toEqual(ids);
	});

	it('answers nobody before it is handed over', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		caller.bench.creationMs = 400;
		let answers = 0;
		const calls = ['wamid.1', 'wamid.2'].map(async (id) => {
			await caller.says(id);
			answers++;
		});
		await caller.arrived(2);
		await pass(150 + 399);
		await caller.arrived(2);
		expect([caller.texts(), answers]).toEqual([[], 0]);
		await answered(Promise.all(calls));
		expect([caller.texts().length, answers]).toEqual([1, 2]);
	});

	it('ends early with its count', async () => {
		caller = await DialogCaller.open({ batch: 'count', batchCount: 3, batchWindowMs: 250 });
		stopTime();
		// No time passes: only the count ends them.
		await Promise.all(['1', '2', '3', '4', '5', '6'].map(async (id) => await caller.says(id)));
		expect(caller.texts().map((items) => items.length)).toEqual([3, 3]);
	});

	it('gives an event once that comes twice in it', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		const answers = await together(['wamid.1', 'wamid.1', 'wamid.2']);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(caller.texts().flat().sort()).toEqual(['wamid.1', 'wamid.2']);
	});

	it('is recognised whole after a restart', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		await together(['wamid.1', 'wamid.2']);
		jest.useRealTimers();
		await TriggerBench.restart(caller.bench);
		expect(await caller.says('wamid.1')).toMatchObject({ says: 'seen before' });
		expect(await caller.says('wamid.2')).toMatchObject({ says: 'seen before' });
	});
});

describe('grouped by sender', () => {
	const options = { groupBy: 'sender', quietTimeMs: 300 };

	it('a burst is one execution, and its calls are answered one after the other', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		const other = caller.says('somebody else', OTHER);
		await caller.arrived(1);
		const answers: string[] = [];
		const calls: Array<Promise<unknown>> = [other];
		for (const text of ['Hello', 'I have', 'a question']) {
			calls.push(caller.says(text).then(() => answers.push(text)));
			await caller.arrived(calls.length);
			await pass(150);
		}
		await answered(Promise.all(calls));
		expect(answers).toEqual(['Hello', 'I have', 'a question']);
		expect(caller.texts()).toEqual(
			expect.arrayContaining([['Hello', 'I have', 'a question'], ['somebody else']]),
		);
		expect(caller.texts()).toHaveLength(2);
		expect(caller.bench.memory.held).toEqual([]);
	});

	it('that is cut off by a crash loses nothing: what was answered is stored', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		const first = caller.says('Hello');
		await caller.arrived(1);
		void caller.says('I have').catch(() => undefined);
		await caller.arrived(2);
		// The first one is answered as soon as the second one is there.
		expect(await first).toMatchObject({ status: 200 });
		expect(caller.bench.memory.held).toHaveLength(2);
		// n8n ends here: the second call was never answered, and comes again.
		const held = caller.bench.memory.held as Array<{ at: number }>;
		for (const each of held) each.at -= 60_000;
		jest.useRealTimers();
		await TriggerBench.restart(caller.bench);
		expect(await caller.says('I have')).toMatchObject({ status: 200 });
		expect(caller.texts()).toEqual([['Hello', 'I have']]);
		expect(caller.bench.memory.held).toEqual([]);
	});

	it('that is not handed over comes again whole', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		caller.bench.failing = 1;
		const first = caller.says('Hello');
		await caller.arrived(1);
		const second = caller.says('I have');
		await caller.arrived(2);
		expect(await answered(first)).toMatchObject({ status: 200 });
		expect(await answered(second)).toMatchObject({ status: 500 });
		expect(await caller.saysInTime('I have')).toMatchObject({ status: 200 });
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
		caller = await DialogCaller.open({}, { triggerOn: ['status'] });
		for (const word of ['sent', 'read', 'delivered']) await status(word);
		expect(caller.bench.executions.flat()).toMatchObject([
			{ status: 'sent', superseded: false },
			{ status: 'read', superseded: false, isFinal: true },
			{ status: 'delivered', superseded: true, isFinal: true },
		]);
	});
});
