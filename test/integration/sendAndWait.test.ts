import type { IDataObject } from 'n8n-workflow';
import { sleep } from '../support/runtime';
import { createAccount, waitFor, type SandboxProvider } from '../support/sandboxClient';
import { TriggerHarness } from '../support/triggerHarness';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';

const OTHER_CUSTOMER = '4915207654321';

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(provider: SandboxProvider, options: IDataObject = {}): Promise<void> {
	harness = await WaitingHarness.start(await createAccount(provider), options);
	harness.trigger.executions.length = 0;
}

describe.each(['dialog360', 'modica'] as const)('Send and Wait at %s', (provider) => {
	it('puts the execution to wait, and goes on with what was tapped', async () => {
		await start(provider);
		const { executionId, execution, json } = await harness.ask({ responseType: 'approval' });
		expect(execution).toMatchObject({ waitTill: new Date('3000-01-01T00:00:00.000Z') });
		expect(json).toMatchObject([{ status: 'timedOut', data: { approved: false }, answer: null }]);
		const { id, ids } = await harness.getLastQuestion();
		const { deliveries } = await harness.tap(ids[0], '✓ Approve');
		expect(deliveries.map(({ status }) => status)).toEqual([200]);
		expect(harness.getOutput(executionId)).toMatchObject({
			provider,
			operation: 'sendAndWait',
			success: true,
			status: 'answered',
			messageId: id,
			to: CUSTOMER,
			data: { approved: true },
			answer: { value: 'yes', text: '✓ Approve', from: CUSTOMER },
		});
		expect(harness.trigger.executions).toEqual([]);
	});

	it('takes a tap that comes while the question is still being sent', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'approval' });
		harness.busyResumes = 3;
		await harness.tap((await harness.getLastQuestion()).ids[1], '✗ Decline');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: false } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('hands over many answers at once in turns, and each execution goes on', async () => {
		await start(provider);
		const taps: Array<[string, string]> = [];
		for (let i = 0; i < 20; i++) {
			const { executionId } = await harness.ask({ responseType: 'approval' });
			taps.push([executionId, (await harness.getLastQuestion()).ids[0]]);
		}
		let release = () => {};
		harness.resumesHeld = new Promise((resolve) => (release = resolve));
		const tapping = Promise.all(taps.map(async ([, id]) => await harness.tap(id, '✓ Approve')));
		await waitFor(() => harness.openResumes === 8);
		// One too many would come now.
		await sleep(300);
		release();
		await tapping;
		for (const [executionId] of taps)
			expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(harness.trigger.executions).toEqual([]);
		expect(harness.maxOpenResumes).toBe(8);
	});

	it('starts the workflow as well, where the trigger is told to', async () => {
		await start(provider, { startOnAnswers: true });
		const { executionId } = await harness.ask({ responseType: 'approval' });
		await harness.tap((await harness.getLastQuestion()).ids[0], '✓ Approve');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(harness.trigger.executions).toMatchObject([
			[{ event: 'message', button: { id: 'yes', title: '✓ Approve' } }],
		]);
	});

	it('never shows a reference in what starts the workflow', async () => {
		await start(provider);
		await harness.ask({ responseType: 'approval' });
		const [yes, no] = (await harness.getLastQuestion()).ids;
		await harness.tap(yes, '✓ Approve', OTHER_CUSTOMER);
		await harness.tap(no, '✗ Decline');
		await harness.tap(yes, '✓ Approve');
		expect(harness.trigger.executions).toMatchObject([
			[{ from: OTHER_CUSTOMER, button: { id: 'yes', title: '✓ Approve' } }],
			[{ from: CUSTOMER, button: { id: 'yes', title: '✓ Approve' } }],
		]);
		expect(JSON.stringify(harness.trigger.executions)).not.toContain('n8n-wait');
	});

	it('recognizes a written answer by the person, also after a restart, and only once', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'freeText' });
		await harness.account.writeText(OTHER_CUSTOMER, 'I am somebody else');
		await restartTrigger();
		await harness.account.writeText(CUSTOMER, 'At six');
		expect(harness.getOutput(executionId)).toMatchObject({
			data: { chatInput: 'At six' },
			answer: { value: 'At six', from: CUSTOMER },
		});
		await harness.account.writeText(CUSTOMER, 'Thanks');
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual([
			'I am somebody else',
			'Thanks',
		]);
	});

	it('tells of other open questions where they would compete for a written answer', async () => {
		await start(provider);
		expect((await harness.ask({ responseType: 'freeText' })).hints).toEqual([]);
		expect((await harness.ask({ responseType: 'approval' })).hints).toEqual([]);
		expect((await harness.ask({ responseType: 'freeText' })).hints).toEqual([
			expect.stringContaining('Another question'),
		]);
	});

	it('goes on waiting where n8n could not say whether it still does', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'freeText' });
		harness.busyResumes = 9;
		await harness.account.writeText(CUSTOMER, 'Hello?');
		await harness.account.writeText(CUSTOMER, 'At six');
		// 360dialog delivers it again.
		const started = provider === 'dialog360' ? [] : ['Hello?'];
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(started);
		expect(harness.getOutput(executionId)).toMatchObject({ data: { chatInput: 'At six' } });
	});

	it('lets a redelivered answer start nothing', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'freeText' });
		const [first] = (await harness.account.writeText(CUSTOMER, 'At six')).deliveries;
		expect(harness.getOutput(executionId)).toBeDefined();
		const body = typeof first.body === 'string' ? (JSON.parse(first.body) as object) : first.body;
		const again = await harness.account.deliver({ body });
		expect(again.deliveries.map(({ status }) => status)).toEqual([200]);
		expect(harness.trigger.executions).toEqual([]);
	});

	it('goes on when the message is delivered, and keeps the user’s callback data', async () => {
		await start(provider);
		const options = { callbackData: 'order-4711' };
		const { executionId } = await harness.ask({ responseType: 'delivery', options });
		const { id } = await harness.getLastQuestion();
		await harness.account.sendReceipt({ messageId: id, status: 'delivered' });
		expect(harness.getOutput(executionId)).toMatchObject({
			success: true,
			status: 'delivered',
			answer: null,
			event: { status: 'delivered', callbackData: 'order-4711' },
		});
	});

	it('ends a wait for delivery when the message fails', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'delivery', waitUntil: 'read' });
		const { id } = await harness.getLastQuestion();
		await harness.account.sendReceipt({ messageId: id, status: 'failed', code: '131026' });
		expect(harness.getOutput(executionId)).toMatchObject({ success: false, status: 'failed' });
	});

	it('shows what would be sent in a dry run, and waits for nothing', async () => {
		await start(provider);
		const before = (await harness.account.messages()).length;
		const { execution, json } = await harness.ask({
			responseType: 'approval',
			options: { dryRun: true },
		});
		expect((execution as IDataObject).waitTill).toBeUndefined();
		expect(json).toMatchObject([{ status: 'dryRun', to: CUSTOMER }]);
		expect(await harness.account.messages()).toHaveLength(before);
	});

	it.each([
		[{ responseType: 'choice', choices: {} }, "'Choices' is empty; add at least one choice"],
		[
			{ responseType: 'choice', choices: { values: [{ title: 'A' }, { title: 'A' }] } },
			"'Choices' has several choices with the title 'A'; each needs its own",
		],
		[
			{ responseType: 'choice', choices: { values: Array(11).fill({ title: 'A' }) } },
			"'Choices' has 11 entries; the maximum is 10",
		],
		[
			{ responseType: 'choice', choices: { values: [{ title: 'A', value: 'v'.repeat(61) }] } },
			"'Choice 1: Value' has 61 characters; the maximum is 60",
		],
		[{ responseType: 'approval', to: `${CUSTOMER}, 60123240066` }, "'To' has several recipients"],
		[{ responseType: 'approval', message: ' ' }, 'is empty'],
		[
			{
				responseType: 'approval',
				options: {
					limitWaitTime: {
						values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00' },
					},
				},
			},
			'is in the past; choose a later time',
		],
		[
			{ responseType: 'approval', options: { triggerUrl: 'http://127.0.0.1:9/webhook/x' } },
			'can’t be reached from n8n',
		],
	])('says what is wrong before it sends: %j', async (parameters, problem) => {
		await start(provider);
		const before = (await harness.account.messages()).length;
		const { error } = await harness.ask(parameters as never);
		expect(error?.message).toContain(problem);
		expect(await harness.account.messages()).toHaveLength(before);
	});
});

async function restartTrigger(): Promise<void> {
	await TriggerHarness.restart(harness.trigger);
}

describe('Send and Wait at bulk360', () => {
	it('recognizes a receipt that comes before the wait for it is registered', async () => {
		await start('bulk360');
		await harness.account.patch({
			settings: { receipts: { sentMs: 0, deliveredMs: 0, readMs: null } },
		});
		const { execution, json, executionId } = await harness.ask({ responseType: 'delivery' });
		const isWaiting = (execution as IDataObject).waitTill !== undefined;
		const output = await waitFor(() => (isWaiting ? harness.getOutput(executionId) : json[0]));
		expect(output).toMatchObject({ success: true, status: 'delivered' });
	});

	it('recognizes the receipt of an only recipient whether or not its reference has a number', async () => {
		await start('bulk360');
		const receipts = { sentMs: null, deliveredMs: null, readMs: null };
		await harness.account.patch({ settings: { receipts } });
		const { executionId } = await harness.ask({ responseType: 'delivery' });
		const [{ id }] = (await harness.account.messages()).slice(-1);
		expect(id).toMatch(/-0$/);
		const receive = async (msgid: string) => {
			const query = new URLSearchParams({ status: 'DELIVERED', msgid, msisdn: CUSTOMER });
			expect((await fetch(`${harness.trigger.url}?${query}`)).status).toBe(200);
		};
		await receive(id.replace(/-0$/, '-1'));
		expect(harness.getOutput(executionId)).toBeUndefined();
		await receive(id.replace(/-0$/, ''));
		expect(harness.getOutput(executionId)).toMatchObject({
			status: 'delivered',
			event: { messageId: id.replace(/-0$/, '') },
		});
	});
});

it('starts the workflow with what n8n has failed to take for the fourth time', async () => {
	await start('dialog360');
	await harness.account.patch({ settings: { retryDelaysMs: [1, 1, 1, 1] } });
	await harness.ask({ responseType: 'freeText' }, '201');
	await harness.ask({ responseType: 'freeText' }, '202');
	harness.failedResumes = Infinity;
	await harness.account.writeText(CUSTOMER, 'At six');
	await waitFor(() => harness.trigger.executions.length > 0);
	expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['At six']);
	expect(harness.requests).toHaveLength(4 * 9);
	// What else the person says isn't kept any more either.
	const { deliveries } = await harness.account.writeText(CUSTOMER, 'Hello?');
	expect(deliveries.map(({ status }) => status)).toEqual([200]);
	expect(harness.trigger.executions).toHaveLength(2);
	// The question is open all the same.
	harness.failedResumes = 0;
	await harness.account.writeText(CUSTOMER, 'At seven');
	expect(harness.getOutput('202')).toMatchObject({ data: { chatInput: 'At seven' } });
});
