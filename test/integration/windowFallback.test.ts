import type { INodeParameters } from 'n8n-workflow';
import { holdResponses } from '../support/accounts';
import { createAccount, waitFor, type SandboxAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { longText } from '../support/longText';

describe('Outside the 24-Hour Window', () => {
	const instead = {
		outsideWindow: 'template',
		outsideWindowTemplate: 'order_shipped|en_US',
		outsideWindowValues: ['Ana', '4711'],
	};

	it('sends the template instead when the provider says so', async () => {
		const account = await createAccount('modica');
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: '64210000000',
			text: 'Hi',
			options: instead,
		});
		expect(error).toBeUndefined();
		const [message, ...others] = await account.messages();
		expect(others).toEqual([]);
		expect(message.type).toBe('template');
		expect(json[0]).toMatchObject({ success: true, messageId: message.id, sentAs: 'template' });
	});

	it.each<[string, INodeParameters]>([
		['sendLocation', { latitude: '3.1390', longitude: '101.6869' }],
		['sendContacts', { contacts: { contact: [{ formattedName: 'Ana', firstName: 'Ana' }] } }],
	])('does so for each kind of message: %s', async (operation, content) => {
		const account = await createAccount('modica');
		const { json, error } = await runNode(account, {
			operation,
			to: '64210000000',
			...content,
			options: instead,
		});
		expect(error).toBeUndefined();
		expect((await account.messages()).map(({ type }) => type)).toEqual(['template']);
		expect(json).toMatchObject([{ success: true, sentAs: 'template' }]);
	});

	const sendLongText = async (account: SandboxAccount, to: string) =>
		await runNode(
			account,
			{
				operation: 'sendText',
				to,
				text: '={{ $json.text }}',
				options: { ...instead, splitLongText: true },
			},
			{ items: [{ json: { text: longText } }], onError: 'continueRegularOutput' },
		);

	it('sends one template instead of all parts of a long text, to each recipient', async () => {
		const account = await createAccount('modica');
		await account.writeText('64210000002');
		const { json, error, hints } = await sendLongText(
			account,
			'64210000000, 64210000001, 64210000002',
		);
		expect(error).toBeUndefined();
		const messages = await account.messages();
		// Recipients are sent to side by side.
		const templates = messages
			.filter(({ type }) => type === 'template')
			.sort((one, other) => one.to.localeCompare(other.to));
		expect(templates.map(({ to }) => to.replace('+', ''))).toEqual(['64210000000', '64210000001']);
		const parts = json.length / 3;
		expect(parts).toBeGreaterThan(1);
		const expected = templates.flatMap(({ id }) => Array.from({ length: parts }, () => id));
		expect(json.slice(0, 2 * parts).map(({ messageId }) => messageId)).toEqual(expected);
		expect(json.map(({ sentAs }) => sentAs)).toEqual([
			...expected.map(() => 'template'),
			...Array.from({ length: parts }, () => undefined),
		]);
		const texts = messages.filter(({ type }) => type === 'text').map(({ text }) => text);
		expect(texts.join('\n\n')).toBe(longText);
		expect(hints).toEqual([expect.stringContaining(`'Split Long Text' made ${parts - 1} of them`)]);
	});

	it('keeps to the rate limit with both requests, also with one in flight', async () => {
		const account = await createAccount('modica');
		const numbers = Array.from({ length: 5 }, (_, i) => `6421000000${i}`);
		const startedAt = performance.now();
		const { json } = await runNode(account, {
			operation: 'sendText',
			to: numbers.join(),
			text: 'Hi',
			options: { ...instead, maxPerSecond: 5, maxInFlight: 1 },
		});
		expect(json.map(({ sentAs }) => sentAs)).toEqual(numbers.map(() => 'template'));
		expect(await account.requests()).toHaveLength(10);
		// Nine intervals of 200 ms, less what may be caught up.
		expect(performance.now() - startedAt).toBeGreaterThan(1300);
	});

	it('sends no second template when a text goes on whose beginning an earlier run has sent', async () => {
		await initDeduplication();
		const account = await createAccount('modica');
		const options = { ...instead, splitLongText: true, idempotencyKey: 'order-4711' };
		const run = async (text: string) =>
			await runNode(
				account,
				{ operation: 'sendText', to: '64210000000', text: '={{ $json.text }}', options },
				{ items: [{ json: { text } }], onError: 'continueRegularOutput', nodeId: 'again' },
			);
		expect((await run('The beginning')).json).toMatchObject([{ sentAs: 'template' }]);
		const { json } = await run(longText);
		expect(json.length).toBeGreaterThan(1);
		expect(json.map(({ status }) => status)).toEqual([
			'skipped',
			...json.slice(1).map(() => 'failed'),
		]);
		expect((await account.messages()).map(({ type }) => type)).toEqual(['template']);
	});

	it('sends no template after the execution was stopped', async () => {
		const account = await createAccount('modica');
		const held = await holdResponses(account);
		let stop = () => {};
		const run = runNode(
			account,
			{ operation: 'sendText', to: '64210000000', text: 'Hi', options: instead },
			{ onError: 'continueRegularOutput', onStart: (cancel) => (stop = cancel) },
		).catch(() => undefined);
		await held.whenInFlight(1);
		stop();
		await held.release();
		await run;
		await waitFor(async () => (await account.stats()).inFlight === 0);
		expect(await account.requests()).toHaveLength(1);
		expect(await account.messages()).toEqual([]);
	});

	it('sends no second template when nobody knows whether the first one was sent', async () => {
		const account = await createAccount('modica');
		await account.addFault({ kind: 'resetAfter', skip: 1 });
		const { json } = await sendLongText(account, '64210000000');
		expect(json.length).toBeGreaterThan(1);
		expect(json.map(({ status }) => status)).toEqual(json.map(() => 'unknown'));
		expect((await account.messages()).map(({ type }) => type)).toEqual(['template']);
		expect(await account.requests()).toHaveLength(2);
	});

	it('sends nothing instead of the other parts either when the template was rejected', async () => {
		const account = await createAccount('modica');
		await account.addFault({ kind: 'status', status: 400, body: {}, skip: 1, times: 1 });
		const { json } = await sendLongText(account, '64210000000');
		expect(json.map(({ success }) => success)).toEqual(json.map(() => false));
		expect(await account.messages()).toEqual([]);
	});

	it('sends the text itself while the window is open', async () => {
		const account = await createAccount('modica');
		await account.writeText('64210000000');
		const { json } = await runNode(account, {
			operation: 'sendText',
			to: '64210000000',
			text: 'Hi',
			options: instead,
		});
		expect(json[0]).not.toHaveProperty('sentAs');
		expect((await account.messages()).map(({ type }) => type)).toEqual(['text']);
	});

	const unusable = [
		[{ outsideWindowTemplate: 'order_shipped' }, "'Outside Window Template' needs a name and"],
		[{ outsideWindowValues: [''] }, "'Outside Window Values' has an empty value for {{1}}"],
		[{ outsideWindowValues: ['={{ $json }}'] }, "'Outside Window Values' must be text"],
		[{ outsideWindowTemplate: '={{ $json }}' }, "'Outside Window Template' must be text"],
	] as Array<[INodeParameters, string]>;

	const sendWith = async (account: SandboxAccount, options: INodeParameters) =>
		await runNode(account, {
			operation: 'sendText',
			to: '64210000000',
			text: 'Hi',
			options: { ...instead, ...options },
		});

	it.each(unusable)('%j: sends the message itself while the window is open', async (options) => {
		const account = await createAccount('modica');
		await account.writeText('64210000000');
		const { json, error } = await sendWith(account, options);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, status: 'accepted' });
		expect((await account.messages()).map(({ text }) => text)).toEqual(['Hi']);
	});

	it.each(unusable)('%j: says what is wrong once it is needed', async (options, expected) => {
		const account = await createAccount('modica');
		const { error } = await sendWith(account, options);
		expect(error?.message).toContain(expected);
		expect(await account.messages()).toEqual([]);
	});
});
