import type { IDataObject } from 'n8n-workflow';
import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';
import { longText } from '../support/longText';

const CUSTOMER = '60123240066';

describe('Split Long Text', () => {
	it('sends the parts in order, cut between paragraphs, an item each', async () => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
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
		for (const recipient of recipients) await account.writeText(recipient);
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
		for (const to of [CUSTOMER, '60102200533']) await account.writeText(to);
		await account.setOutcome({ to: CUSTOMER, reject: { code: 131026 }, times: 1 });
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
		for (const to of recipients) await account.writeText(to);
		// The shared request, and the one of its own.
		await account.setOutcome({ to: CUSTOMER, reject: { code: '406' }, times: 2 });
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
		await account.writeText(CUSTOMER);
		await account.addFault({ kind: 'resetAfter', times: 1, pathIncludes: 'messages' });
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
		for (const recipient of recipients) await account.writeText(recipient);
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
