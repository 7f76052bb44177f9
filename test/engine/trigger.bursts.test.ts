import { CUSTOMER, DialogCaller, OTHER, textMessage } from '../support/dialogCaller';
import { startReceiver } from '../support/runtime';
import { waitFor } from '../support/sandboxClient';
import { answered, pass, stopTime } from '../support/stoppedTime';

const options = { groupBy: 'sender', quietTimeMs: 200 };

let caller: DialogCaller;
afterEach(async () => {
	jest.useRealTimers();
	await caller.close();
});

/** A burst of two whose execution cannot be created: the first call is answered 200, the last one 500. */
async function failedBurst() {
	caller.bench.failing = 1;
	const before = caller.bench.calls;
	const first = caller.says('Hello');
	await caller.arrived(before + 1);
	const second = caller.says('I have');
	await caller.arrived(before + 2);
	expect((await answered(first)).status).toBe(200);
	expect((await answered(second)).status).toBe(500);
}

describe('a burst that is not handed over', () => {
	it('waits for its last call, and what comes twice meanwhile is not taken twice', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		await failedBurst();
		for (const text of ['x', 'y', 'z']) {
			const call = caller.says(text, OTHER);
			await caller.arrived(caller.bench.calls + 1);
			await pass(options.quietTimeMs);
			expect(await call).toMatchObject({ says: 'taken' });
		}
		const again = caller.says('Hello');
		await caller.arrived(caller.bench.calls + 1);
		const last = caller.says('I have');
		await caller.arrived(caller.bench.calls + 1);
		expect(await answered(last)).toMatchObject({ says: 'taken', events: 2 });
		expect(await answered(again)).toMatchObject({ status: 200, says: 'seen before' });
		expect(caller.texts()).toEqual([['x'], ['y'], ['z'], ['Hello', 'I have']]);
		expect(caller.held()).toEqual([]);
	});

	it('is brought along by anybody’s call where its last one does not come again', async () => {
		caller = await DialogCaller.open({ batch: 'off', ...options });
		stopTime();
		await failedBurst();
		await pass(10_000);
		expect(await caller.saysInTime('x', OTHER)).toMatchObject({ says: 'taken' });
		expect(caller.texts()).toEqual([['Hello', 'x']]);
		expect(caller.held()).toEqual([]);
		expect(await caller.saysInTime('Hello')).toMatchObject({ says: 'seen before' });
	});

	it('is brought along by its own answered call, should that come again', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		await failedBurst();
		await pass(10_000);
		expect(await caller.saysInTime('Hello')).toMatchObject({ status: 200 });
		expect(caller.texts()).toEqual([['Hello']]);
	});

	it('stays when the call that brings it along is not handed over either', async () => {
		caller = await DialogCaller.open(options);
		stopTime();
		await failedBurst();
		for (const expected of [500, 200]) {
			await pass(10_000);
			caller.bench.failing = expected === 500 ? 1 : 0;
			expect((await caller.saysInTime('x', OTHER)).status).toBe(expected);
		}
		expect(caller.texts()).toEqual([['Hello', 'x']]);
	});

	it('is passed on whole to the second system once it is handed over', async () => {
		const crm = await startReceiver();
		caller = await DialogCaller.open({ ...options, forwardTo: crm.url });
		stopTime();
		await failedBurst();
		await caller.saysInTime('I have');
		jest.useRealTimers();
		await waitFor(() => crm.calls.length === 2);
		await crm.close();
		const passedOn = crm.calls.map(({ text }) => (/Hello|I have/.exec(text) ?? [])[0]);
		expect(passedOn.sort()).toEqual(['Hello', 'I have']);
	});
});

it('keeps apart what one person writes to two numbers, and in a group', async () => {
	caller = await DialogCaller.open(options);
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
	caller = await DialogCaller.open();
	stopTime();
	caller.bench.creationMs = 300_000;
	const phone = new AbortController();
	const first = caller.says('queued', CUSTOMER, { signal: phone.signal }).catch(() => 'hung up');
	await caller.arrived(1);
	await pass(5000);
	phone.abort();
	expect(await first).toBe('hung up');
	await pass(120_000);

	expect(await caller.saysInTime('queued')).toMatchObject({
		status: 500,
		reason: 'n8n did not accept the events, send them again',
	});
	expect(caller.texts()).toEqual([]);

	await pass(300_000);
	expect(caller.texts()).toEqual([['queued']]);
	expect(await caller.saysInTime('queued')).toMatchObject({ says: 'seen before' });
});
