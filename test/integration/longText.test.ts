import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { holdResponses } from '../support/accounts';
import { createAccount, waitFor, type SandboxAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const paragraphs = Array.from({ length: 12 }, (_, i) =>
	`Paragraph ${i + 1}. ${'🙂 word '.repeat(120)}`.trim(),
);
const longText = paragraphs.join('\n\n');

describe('Split Long Text', () => {
	it('sends the parts in order, cut between paragraphs, an item each', async () => {
		const account = await createAccount('dialog360');
		await account.writes(CUSTOMER);
		const { json, error } = await runNode(
			account,
			{
				operation: 'sendText',
				to: CUSTOMER,
				text: '={{ $json.text }}',
				options: { splitLongText: true, replyToMessageId: 'wamid.1' },
			},
			{ items: [{ json: { text: longText } }] },
		);
		expect(error).toBeUndefined();
		const messages = await account.messages();
		expect(messages.length).toBeGreaterThan(1);
		expect(messages.map(({ text }) => text).join('\n\n')).toBe(longText);
		expect(json.map(({ messageId, part, parts }) => [messageId, part, parts])).toEqual(
			messages.map(({ id }, i) => [id, i + 1, messages.length]),
		);
		expect(messages.map(({ payload }) => 'context' in payload)).toEqual(
			messages.map((_, i) => i === 0),
		);
	});

	it('says how many messages it made, which each count', async () => {
		const account = await createAccount('dialog360');
		const recipients = [CUSTOMER, '60102200533'];
		for (const recipient of recipients) await account.writes(recipient);
		const run = async (text: string) =>
			await runNode(account, {
				operation: 'sendText',
				to: recipients.join(),
				text,
				options: { splitLongText: true },
			});
		expect((await run('short')).hints).toEqual([]);
		const { json, hints } = await run('word '.repeat(1000));
		expect(json).toHaveLength(4);
		expect(hints).toEqual([
			expect.stringMatching(
				/^4 of 4 messages to 2 recipients accepted in .* s; 'Split Long Text' made 2 of them\.$/,
			),
		]);
	});

	it('sends nothing after a part that was rejected', async () => {
		const account = await createAccount('dialog360');
		for (const to of [CUSTOMER, '60102200533']) await account.writes(to);
		await account.outcome({ to: CUSTOMER, reject: { code: 131026 }, times: 1 });
		const { json, hints } = await runNode(
			account,
			{
				operation: 'sendText',
				to: `${CUSTOMER},60102200533`,
				text: 'word '.repeat(2000),
				options: { splitLongText: true, maxRetries: 0 },
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(json.map(({ to, part, success }) => [to, part, success])).toEqual([
			[CUSTOMER, 1, false],
			[CUSTOMER, 2, false],
			[CUSTOMER, 3, false],
			...[1, 2, 3].map((part) => ['60102200533', part, true]),
		]);
		expect(json[1]).toMatchObject({ status: 'failed', error: { code: 'earlier-part' } });
		expect(await account.messages(CUSTOMER)).toEqual([]);
		expect(hints).toEqual([
			expect.stringMatching(
				/^3 of 6 messages to 1 recipient accepted in .* s; .* 3 not accepted\.$/,
			),
		]);
	});

	it('sends the other parts to those who share the request and got the parts before', async () => {
		const account = await createAccount('bulk360');
		const recipients = [CUSTOMER, '60102200533', '60102410102'];
		for (const to of recipients) await account.writes(to);
		// The shared request, and the one of its own.
		await account.outcome({ to: CUSTOMER, reject: { code: '406' }, times: 2 });
		const { json } = await runNode(
			account,
			{
				operation: 'sendText',
				to: recipients.join(),
				text: 'word '.repeat(2000),
				options: { splitLongText: true },
			},
			{ onError: 'continueRegularOutput' },
		);
		const getCodes = (to: string) =>
			json
				.filter((item) => (item.to as string) === to)
				.map(({ error }) => (error as IDataObject | undefined)?.code);
		const [first, ...others] = getCodes(CUSTOMER);
		expect([first, new Set(others)]).toEqual(['406', new Set(['earlier-part'])]);
		for (const to of recipients.slice(1)) {
			expect(new Set(getCodes(to))).toEqual(new Set([undefined]));
			expect(await account.messages(to)).toHaveLength(others.length + 1);
		}
		expect(await account.messages(CUSTOMER)).toEqual([]);
	});

	it('goes on after a part of which nobody knows whether it was accepted', async () => {
		const account = await createAccount('dialog360');
		await account.writes(CUSTOMER);
		await account.fault({ kind: 'resetAfter', times: 1, pathIncludes: 'messages' });
		const { json } = await runNode(
			account,
			{
				operation: 'sendText',
				to: CUSTOMER,
				text: 'word '.repeat(2000),
				options: { splitLongText: true },
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(json.map(({ status }) => status)).toEqual(['unknown', 'accepted', 'accepted']);
	});

	it('is rejected without the option', async () => {
		const account = await createAccount('dialog360');
		const { error } = await runNode(
			account,
			{ operation: 'sendText', to: CUSTOMER, text: '={{ $json.text }}' },
			{ items: [{ json: { text: longText } }] },
		);
		expect(error?.message).toMatch(/the maximum is 4096/);
	});

	it('gives each recipient all parts, in order', async () => {
		const account = await createAccount('bulk360');
		const recipients = [CUSTOMER, '60102200533'];
		for (const recipient of recipients) await account.writes(recipient);
		const { json, error } = await runNode(
			account,
			{
				operation: 'sendText',
				to: recipients.join(),
				text: '={{ $json.text }}',
				options: { splitLongText: true },
			},
			{ items: [{ json: { text: longText } }] },
		);
		expect(error).toBeUndefined();
		for (const recipient of recipients) {
			const texts = (await account.messages(recipient)).map(({ text }) => text);
			expect(texts.join('\n\n')).toBe(longText);
		}
		expect(json.map(({ to, part }) => [to, part])).toEqual(
			recipients.flatMap((to) => Array.from({ length: json.length / 2 }, (_, i) => [to, i + 1])),
		);
	});
});

it('turns Markdown into WhatsApp’s marks', async () => {
	const account = await createAccount('socnet');
	await runNode(account, {
		operation: 'sendText',
		to: '256701234567',
		text: '# Order\n\n- **4711** is _here_\n- see [shop](https://a.example)',
		options: { format: 'markdown' },
	});
	expect((await account.messages())[0].text).toBe(
		'*Order*\n\n- *4711* is _here_\n- see shop (https://a.example)',
	);
});

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
		await account.writes('64210000002');
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
		await account.fault({ kind: 'resetAfter', skip: 1 });
		const { json } = await sendLongText(account, '64210000000');
		expect(json.length).toBeGreaterThan(1);
		expect(json.map(({ status }) => status)).toEqual(json.map(() => 'unknown'));
		expect((await account.messages()).map(({ type }) => type)).toEqual(['template']);
		expect(await account.requests()).toHaveLength(2);
	});

	it('sends nothing instead of the other parts either when the template was rejected', async () => {
		const account = await createAccount('modica');
		await account.fault({ kind: 'status', status: 400, body: {}, skip: 1, times: 1 });
		const { json } = await sendLongText(account, '64210000000');
		expect(json.map(({ success }) => success)).toEqual(json.map(() => false));
		expect(await account.messages()).toEqual([]);
	});

	it('sends the text itself while the window is open', async () => {
		const account = await createAccount('modica');
		await account.writes('64210000000');
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
		await account.writes('64210000000');
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
