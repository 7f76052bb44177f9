import type { IDataObject } from 'n8n-workflow';
import { createAccount, waitFor, type SandboxProvider } from '../support/sandboxClient';
import { TriggerHarness } from '../support/triggerHarness';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';

const OTHER_CUSTOMER = '4915207654321';

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(
	provider: SandboxProvider,
	options: IDataObject = {},
	triggerOn?: string[],
): Promise<void> {
	harness = await WaitingHarness.start(await createAccount(provider), options, triggerOn);
	harness.trigger.executions.length = 0;
}

describe.each(['dialog360', 'modica'] as const)('Send and Wait at %s', (provider) => {
	/** A receipt after `delivered`: Modica reports no `read`. */
	const lateStatus = provider === 'modica' ? 'failed' : 'read';

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
		harness.resumeMs = 100;
		await Promise.all(taps.map(async ([, id]) => await harness.tap(id, '✓ Approve')));
		for (const [executionId] of taps)
			expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(harness.trigger.executions).toEqual([]);
		expect(harness.maxOpenResumes).toBeLessThanOrEqual(8);
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
		await harness.account.writes(OTHER_CUSTOMER, 'I am somebody else');
		await restartTrigger();
		await harness.account.writes(CUSTOMER, 'At six');
		expect(harness.getOutput(executionId)).toMatchObject({
			data: { chatInput: 'At six' },
			answer: { value: 'At six', from: CUSTOMER },
		});
		await harness.account.writes(CUSTOMER, 'Thanks');
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual([
			'I am somebody else',
			'Thanks',
		]);
	});

	it('offers a written answer to the question before, once nobody waits for the newest', async () => {
		await start(provider);
		const question = { responseType: 'freeText' };
		const ids = ['201', '202', '203', '204'];
		for (const id of ids) await harness.ask(question, id);
		harness.delete('203');
		harness.delete('204');
		await harness.account.writes(CUSTOMER, 'At six');
		expect(harness.getOutput('202')).toMatchObject({ data: { chatInput: 'At six' } });
		expect(harness.getOutput('201')).toBeUndefined();
		await harness.account.writes(CUSTOMER, 'In Berlin');
		expect(harness.getOutput('201')).toMatchObject({ data: { chatInput: 'In Berlin' } });
		await harness.account.writes(CUSTOMER, 'Thanks');
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['Thanks']);
	});

	it('starts the workflow once with an answer that all questions are dead for', async () => {
		await start(provider);
		for (const id of ['201', '202', '203']) {
			await harness.ask({ responseType: 'freeText' }, id);
			harness.delete(id);
		}
		await harness.account.writes(CUSTOMER, 'At six');
		await harness.account.writes(CUSTOMER, 'Hello?');
		expect(harness.requests).toHaveLength(3);
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['At six', 'Hello?']);
	});

	it('lets the provider deliver an answer again that the question before is too busy for', async () => {
		await start(provider);
		await harness.account.patch({ settings: { retryDelaysMs: [100] } });
		await harness.ask({ responseType: 'freeText' }, '201');
		await harness.ask({ responseType: 'freeText' }, '202');
		harness.delete('202');
		harness.failedResumes = 9;
		const { deliveries } = await harness.account.writes(CUSTOMER, 'At six');
		expect(deliveries.map(({ status }) => status)).toEqual([500]);
		await waitFor(() => harness.getOutput('201'));
		expect(harness.getOutput('201')).toMatchObject({ data: { chatInput: 'At six' } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('offers a dead question’s tap to no other question', async () => {
		await start(provider);
		await harness.ask({ responseType: 'freeText' }, '201');
		await harness.ask({ responseType: 'approval' }, '202');
		const { ids } = await harness.getLastQuestion();
		harness.delete('202');
		await harness.tap(ids[0], '✓ Approve');
		expect(harness.getOutput('201')).toBeUndefined();
		expect(harness.trigger.executions).toMatchObject([[{ button: { title: '✓ Approve' } }]]);
	});

	it('offers an answer that quotes a dead question to no other one', async () => {
		await start(provider);
		await harness.ask({ responseType: 'freeText' }, '201');
		await harness.ask({ responseType: 'freeText' }, '202');
		const { id } = await harness.getLastQuestion();
		harness.delete('202');
		const message = { type: 'text', text: { body: 'At six' } };
		await harness.account.inbound({ from: CUSTOMER, message, context: { message_id: id } });
		// Modica doesn’t tell which message a quote is of.
		const isQuoteKnown = provider !== 'modica';
		expect(harness.getOutput('201') === undefined).toBe(isQuoteKnown);
		expect(harness.trigger.executions).toHaveLength(isQuoteKnown ? 1 : 0);
	});

	it('lets what nobody said start the workflow, and waits on', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'freeText' });
		const permission = { response: 'accept', response_source: 'automatic' };
		const text = { type: 'text', text: { body: 'At six' } };
		const unsaid: Array<IDataObject & { type: string }> = [
			{ type: 'request_welcome' },
			{ type: 'unsupported', errors: [{ code: 131051, title: 'Unsupported' }] },
			{
				type: 'interactive',
				interactive: { type: 'call_permission_reply', call_permission_reply: permission },
			},
			{ type: 'revoke', revoke: { original_message_id: 'wamid.old' } },
			{ type: 'edit', edit: { original_message_id: 'wamid.old', message: text } },
		];
		for (const message of unsaid) await harness.account.inbound({ from: CUSTOMER, message });
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect(harness.trigger.executions.flat().map(({ type }) => type)).toEqual(
			unsaid.map(({ type }) => type),
		);
		await harness.account.writes(CUSTOMER, 'At six');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { chatInput: 'At six' } });
	});

	it('declines in a human review by words, never by what has none', async () => {
		await start(provider);
		const type = 'whatsAppBspHitlTool';
		const { executionId } = await harness.ask({ responseType: 'approval' }, undefined, type);
		const sticker = { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp' } };
		await harness.account.inbound({ from: CUSTOMER, message: sticker });
		await harness.tap('an-older-button', 'Book a table');
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect(harness.trigger.executions).toMatchObject([
			[{ type: 'sticker' }],
			[{ text: 'Book a table' }],
		]);
		await harness.account.writes(CUSTOMER, 'Offer half of it');
		expect(harness.getOutput(executionId)).toMatchObject({
			data: { approved: false, chatInput: 'Offer half of it' },
		});
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
		await harness.account.writes(CUSTOMER, 'Hello?');
		await harness.account.writes(CUSTOMER, 'At six');
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['Hello?']);
		expect(harness.getOutput(executionId)).toMatchObject({ data: { chatInput: 'At six' } });
	});

	it('lets the provider deliver an answer again while n8n is too busy to take it', async () => {
		await start(provider);
		await harness.account.patch({ settings: { retryDelaysMs: [100] } });
		const { executionId } = await harness.ask({ responseType: 'approval' });
		harness.failedResumes = 9;
		const { deliveries } = await harness.tap((await harness.getLastQuestion()).ids[0], '✓ Approve');
		expect(deliveries.map(({ status }) => status)).toEqual([500]);
		await waitFor(() => harness.getOutput(executionId));
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('lets a redelivered answer start nothing', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'freeText' });
		const [first] = (await harness.account.writes(CUSTOMER, 'At six')).deliveries;
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
		await harness.account.receipt({ messageId: id, status: 'delivered' });
		expect(harness.getOutput(executionId)).toMatchObject({
			success: true,
			status: 'delivered',
			answer: null,
			event: { status: 'delivered', callbackData: 'order-4711' },
		});
	});

	it('leaves the receipts after the awaited one to the workflow, without asking n8n', async () => {
		await start(provider, {}, ['status']);
		const { executionId } = await harness.ask({ responseType: 'delivery' });
		const { id } = await harness.getLastQuestion();
		const awaited = await harness.account.receipt({ messageId: id, status: 'delivered' });
		expect(harness.getOutput(executionId)).toMatchObject({ status: 'delivered' });
		harness.busyResumes = 9;
		await harness.account.receipt({ messageId: id, status: lateStatus });
		const [{ body }] = awaited.deliveries;
		await harness.account.deliver({ body: typeof body === 'string' ? JSON.parse(body) : body });
		expect(harness.requests).toHaveLength(1);
		expect(startedBy(lateStatus)).toHaveLength(1);
		expect(startedBy('delivered')).toEqual([]);
		expect(JSON.stringify(harness.trigger.executions)).not.toContain('n8n-wait');
		expect(harness.trigger.warnings).toEqual([]);
	});

	it('says nothing of a late receipt that n8n does not take after a restart', async () => {
		await start(provider, {}, ['status']);
		await harness.ask({ responseType: 'delivery' });
		const { id } = await harness.getLastQuestion();
		await harness.account.receipt({ messageId: id, status: 'delivered' });
		await restartTrigger();
		await harness.account.receipt({ messageId: id, status: lateStatus });
		expect(harness.requests).toHaveLength(2);
		expect(startedBy(lateStatus)).toHaveLength(1);
		expect(harness.trigger.warnings).toEqual([]);
	});

	it('ends a wait for delivery when the message fails', async () => {
		await start(provider);
		const { executionId } = await harness.ask({ responseType: 'delivery', waitUntil: 'read' });
		const { id } = await harness.getLastQuestion();
		await harness.account.receipt({ messageId: id, status: 'failed', code: '131026' });
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

/** Executions by receipts. `sent` may come at any time. */
const startedBy = (expected: string) =>
	harness.trigger.executions.flat().filter(({ status }) => status === expected);

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
});
