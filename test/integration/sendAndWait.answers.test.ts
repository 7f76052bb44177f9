import type { IDataObject } from 'n8n-workflow';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';
import { TriggerHarness } from '../support/triggerHarness';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(provider: SandboxProvider, triggerOn?: string[]): Promise<void> {
	// Only what a test sends itself is a receipt here.
	const receipts = { sentMs: null, deliveredMs: null, readMs: null };
	const account = await createAccount(provider, { settings: { receipts } });
	harness = await WaitingHarness.start(account, {}, triggerOn);
	harness.trigger.executions.length = 0;
}

/** Executions that receipts with this status started. */
const startedBy = (expected: string) =>
	harness.trigger.executions.flat().filter(({ status }) => status === expected);

describe.each(['dialog360', 'modica'] as const)('what ends a wait at %s', (provider) => {
	/** A receipt after `delivered`: Modica reports no `read`. */
	const lateStatus = provider === 'modica' ? 'failed' : 'read';

	it('offers a written answer to the question before, once nobody waits for the newest', async () => {
		await start(provider);
		const question = { responseType: 'freeText' };
		const ids = ['201', '202', '203', '204'];
		for (const id of ids) await harness.ask(question, id);
		harness.delete('203');
		harness.delete('204');
		await harness.account.writeText(CUSTOMER, 'At six');
		expect(harness.getOutput('202')).toMatchObject({ data: { chatInput: 'At six' } });
		expect(harness.getOutput('201')).toBeUndefined();
		await harness.account.writeText(CUSTOMER, 'In Berlin');
		expect(harness.getOutput('201')).toMatchObject({ data: { chatInput: 'In Berlin' } });
		await harness.account.writeText(CUSTOMER, 'Thanks');
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['Thanks']);
	});

	it('starts the workflow once with an answer that all questions are dead for', async () => {
		await start(provider);
		for (const id of ['201', '202', '203']) {
			await harness.ask({ responseType: 'freeText' }, id);
			harness.delete(id);
		}
		await harness.account.writeText(CUSTOMER, 'At six');
		await harness.account.writeText(CUSTOMER, 'Hello?');
		expect(harness.requests).toHaveLength(3);
		expect(harness.trigger.executions.flat().map(({ text }) => text)).toEqual(['At six', 'Hello?']);
	});

	it('takes the form of a Flow that does not send the token back', async () => {
		await start(provider);
		const flow = { responseType: 'flow', flowId: '1234567890123456', buttonText: 'Book' };
		await harness.ask(flow, '201');
		await harness.ask({ responseType: 'approval' }, '202');
		const reply = (name: string, response_json: string) => ({
			type: 'interactive',
			interactive: { type: 'nfm_reply', nfm_reply: { name, body: 'Sent', response_json } },
		});
		const write = async (message: IDataObject & { type: string }) =>
			await harness.account.receiveInbound({ from: CUSTOMER, name: 'Ana', message });
		await write(reply('address_message', '{"values":{"city":"Pune"}}'));
		await harness.account.writeText(CUSTOMER, 'Which table?');
		expect(harness.getOutput('201')).toBeUndefined();
		await write(reply('flow', '{"guests":3}'));
		expect(harness.getOutput('201')).toMatchObject({
			status: 'answered',
			data: {},
			answer: { form: { name: 'flow', token: null, values: { guests: 3 } } },
		});
		expect(harness.getOutput('202')).toBeUndefined();
		expect(harness.trigger.executions).toHaveLength(2);
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

	it.each([
		['starts the workflow with an answer', undefined],
		['ignores an answer', ['status']],
	])('says what an answer does that no execution accepts: %s', async (consequence, triggerOn) => {
		await start(provider, triggerOn);
		const { executionId } = await harness.ask({ responseType: 'approval' });
		const { ids } = await harness.getLastQuestion();
		harness.delete(executionId);
		await harness.tap(ids[0], '✓ Approve');
		expect(harness.trigger.executions).toHaveLength(triggerOn ? 0 : 1);
		expect(harness.trigger.warnings).toEqual([
			expect.stringContaining(`${consequence}, because no execution accepted it`),
		]);
	});

	it('offers an answer that quotes a dead question to no other one', async () => {
		await start(provider);
		await harness.ask({ responseType: 'freeText' }, '201');
		await harness.ask({ responseType: 'freeText' }, '202');
		const { id } = await harness.getLastQuestion();
		harness.delete('202');
		const message = { type: 'text', text: { body: 'At six' } };
		await harness.account.receiveInbound({ from: CUSTOMER, message, context: { message_id: id } });
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
		for (const message of unsaid) await harness.account.receiveInbound({ from: CUSTOMER, message });
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect(harness.trigger.executions.flat().map(({ type }) => type)).toEqual(
			unsaid.map(({ type }) => type),
		);
		await harness.account.writeText(CUSTOMER, 'At six');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { chatInput: 'At six' } });
	});

	it('declines in a human review by words, never by what has none', async () => {
		await start(provider);
		const type = 'whatsAppBspHitlTool';
		const { executionId } = await harness.ask({ responseType: 'approval' }, undefined, type);
		const sticker = { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp' } };
		await harness.account.receiveInbound({ from: CUSTOMER, message: sticker });
		await harness.tap('an-older-button', 'Book a table');
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect(harness.trigger.executions).toMatchObject([
			[{ type: 'sticker' }],
			[{ text: 'Book a table' }],
		]);
		await harness.account.writeText(CUSTOMER, 'Offer half of it');
		expect(harness.getOutput(executionId)).toMatchObject({
			data: { approved: false, chatInput: 'Offer half of it' },
		});
	});

	it('leaves the receipts after the awaited one to the workflow, without asking n8n', async () => {
		await start(provider, ['status']);
		const { executionId } = await harness.ask({ responseType: 'delivery' });
		const { id } = await harness.getLastQuestion();
		const awaited = await harness.account.sendReceipt({ messageId: id, status: 'delivered' });
		expect(harness.getOutput(executionId)).toMatchObject({ status: 'delivered' });
		harness.busyResumes = 9;
		await harness.account.sendReceipt({ messageId: id, status: lateStatus });
		const [{ body }] = awaited.deliveries;
		await harness.account.deliver({ body: typeof body === 'string' ? JSON.parse(body) : body });
		expect(harness.requests).toHaveLength(1);
		expect(startedBy(lateStatus)).toHaveLength(1);
		expect(startedBy('delivered')).toEqual([]);
		expect(JSON.stringify(harness.trigger.executions)).not.toContain('n8n-wait');
		expect(harness.trigger.warnings).toEqual([]);
	});

	it('says nothing of a late receipt that n8n does not take after a restart', async () => {
		await start(provider, ['status']);
		await harness.ask({ responseType: 'delivery' });
		const { id } = await harness.getLastQuestion();
		await harness.account.sendReceipt({ messageId: id, status: 'delivered' });
		await TriggerHarness.restart(harness.trigger);
		await harness.account.sendReceipt({ messageId: id, status: lateStatus });
		expect(harness.requests).toHaveLength(2);
		expect(startedBy(lateStatus)).toHaveLength(1);
		expect(harness.trigger.warnings).toEqual([]);
	});
});

it('shows no reference that a customer’s message at Modica brings along', async () => {
	await start('modica');
	await harness.ask({ responseType: 'delivery', options: { callbackData: 'order-4711' } });
	const { payload } = await harness.getLastQuestion();
	const { reference } = payload as { reference: string };
	expect(reference).toContain('n8n-wait');
	const body = { id: 'm1', source: CUSTOMER, destination: '64210000000', content: 'Hi', reference };
	await harness.account.deliver({ body });
	expect(harness.trigger.executions).toMatchObject([[{ text: 'Hi', callbackData: 'order-4711' }]]);
	expect(JSON.stringify(harness.trigger.executions)).not.toContain('n8n-wait');
});
