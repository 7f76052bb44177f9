import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount } from '../support/accounts';
import { runNode } from '../support/engine';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const COPIED = '={{ $json.copied }}';
const TO = '4915123456789';

async function send(account: SandboxAccount, parameters: INodeParameters, copied: string) {
	const { json } = await runNode(
		account,
		{ to: TO, ...parameters },
		{ items: [{ json: { copied } }], onError: 'continueRegularOutput' },
	);
	return json[0];
}

describe('a value of which nobody sees anything is none', () => {
	it.each<[string, INodeParameters, string]>([
		[
			'a one-time password',
			{
				template: { __rl: true, mode: 'id', value: 'otp_code|en' },
				templateFields: { mappingMode: 'defineBelow', value: { code: COPIED } },
			} as INodeParameters,
			'is empty',
		],
		[
			'a value of the text',
			{
				template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
				templateInput: 'values',
				templateValues: { values: [{ text: 'Ana' }, { text: COPIED }] },
			},
			'empty value',
		],
		['a text', { operation: 'sendText', text: COPIED }, 'is empty'],
	])('%s', async (_what, parameters, problem) => {
		const account = await createAccount('dialog360');
		for (const copied of ['\u200b', ' \u2060\ufeff ']) {
			const sent = await send(account, { operation: 'sendTemplate', ...parameters }, copied);
			expect((sent.error as IDataObject).title).toContain(problem);
		}
	});
});

describe('what nobody sees around a copied value is not sent', () => {
	it.each<[string, INodeParameters, string, IDataObject]>([
		[
			'a template’s name and language',
			{
				operation: 'sendTemplate',
				template: { __rl: true, mode: 'id', value: COPIED },
				templateInput: 'values',
				templateValues: { values: [{ text: 'Ana' }, { text: 'A-1042' }] },
			},
			'order_shipped|en_US\u200b',
			{ template: { name: 'order_shipped', language: { code: 'en_US' } } },
		],
		[
			'a one-time password',
			{
				operation: 'sendTemplate',
				template: { __rl: true, mode: 'id', value: 'otp_code|en' },
				templateFields: { mappingMode: 'defineBelow', value: { code: COPIED } },
			} as INodeParameters,
			'482913\u200b',
			{ template: { components: [{ parameters: [{ text: '482913' }] }, {}] } },
		],
		[
			'a media URL',
			{ operation: 'sendMedia', mediaType: 'image', mediaSource: 'url', mediaUrl: COPIED },
			'https://example.com/a.jpg\u200e',
			{ image: { link: 'https://example.com/a.jpg' } },
		],
		[
			'the number of a contact',
			{
				operation: 'sendContacts',
				contacts: { contact: [{ firstName: 'Ana', phones: { phone: [{ phone: COPIED }] } }] },
			},
			'\u202a+60 12-324 0066\u202c',
			{ contacts: [{ phones: [{ phone: '+60 12-324 0066' }] }] },
		],
		[
			'degrees',
			{ operation: 'sendLocation', latitude: COPIED, longitude: '\u221278.5' },
			'\u200e3.1390',
			{ location: { latitude: 3.139, longitude: -78.5 } },
		],
		[
			'a number of seconds and a switch',
			{ operation: 'sendText', text: 'Hi', options: { timeoutSeconds: COPIED } },
			'30\u200b',
			{ text: { body: 'Hi' } },
		],
	])('%s', async (_, parameters, copied, expected) => {
		const account = await freeAccount();
		const outcome = await send(account, parameters, copied);
		expect(outcome.error).toBeUndefined();
		expect(await account.lastBody()).toMatchObject(expected);
	});

	it('a recipient', async () => {
		const account = await freeAccount();
		const parameters = { operation: 'sendText', to: COPIED, text: 'Hi' };
		await send(account, parameters, '\u061c+966501234567');
		expect(await account.lastBody()).toMatchObject({ to: '966501234567' });
	});

	it('a one-time password through Socnet', async () => {
		const account = await createAccount('socnet');
		const parameters = {
			operation: 'sendTemplate',
			to: '256701234567',
			templateName: 'otp_template',
			text: COPIED,
		};
		await send(account, parameters, '\u2060482913\u200b');
		expect(await account.lastBody()).toMatchObject({ msg: '482913' });
	});
});

it('takes a key of nothing visible for none, which would send again', async () => {
	const account = await freeAccount();
	const options = { idempotencyKey: COPIED };
	const outcome = await send(account, { operation: 'sendText', text: 'Hi', options }, '\u200b');
	expect(outcome.error).toMatchObject({
		title: "'Idempotency Key' gives nothing; enter what makes the message unique",
	});
	expect(await account.requests()).toEqual([]);
});

it('keeps them in a text, where they mean something', async () => {
	const account = await freeAccount();
	const text = 'می\u200cخواهم \u2067سلام\u2069';
	await send(account, { operation: 'sendText', text: COPIED }, text);
	expect(await account.lastBody()).toMatchObject({ text: { body: text } });
});

it('replaces half an emoji, which a text cut by its length ends with', async () => {
	const account = await freeAccount();
	const text = '={{ $json.copied.slice(0, 4) }}';
	await send(account, { operation: 'sendText', text }, 'Hi 👍');
	expect((await account.requests())[0].bodyText).toContain('Hi \ufffd');
});

describe('a message about a long input', () => {
	const long = 'aGVsbG8g'.repeat(100_000);

	it.each<[string, INodeParameters]>([
		['a recipient', { operation: 'sendText', to: COPIED, text: 'Hi' }],
		['a recipient beside another problem', { operation: 'sendText', to: COPIED, text: ' ' }],
		[
			'a media URL',
			{ operation: 'sendMedia', mediaType: 'image', mediaSource: 'url', mediaUrl: COPIED },
		],
		['an input field', { operation: 'sendMedia', mediaType: 'image', binaryPropertyName: COPIED }],
		['a choice', { operation: 'sendMedia', mediaType: COPIED }],
		['a number', { operation: 'sendText', text: 'Hi', options: { maxRetries: COPIED } }],
		['a switch', { operation: 'sendText', text: 'Hi', options: { dryRun: COPIED } }],
		['an emoji', { operation: 'sendReaction', messageId: 'wamid.1', emoji: COPIED }],
		[
			'a birthday',
			{
				operation: 'sendContacts',
				contacts: { contact: [{ firstName: 'Ana', more: { birthday: COPIED } }] },
			},
		],
		[
			'a template’s media',
			{
				operation: 'sendTemplate',
				template: { __rl: true, mode: 'id', value: 'invoice_ready|en' },
				templateFields: {
					mappingMode: 'defineBelow',
					value: { header_document: COPIED, body_1: 'Ana', body_2: 'INV-7' },
				},
			} as INodeParameters,
		],
	])('quotes its beginning: %s', async (_, parameters) => {
		const outcome = await send(await freeAccount(), parameters, long);
		const { title } = outcome.error as { title: string };
		expect(title).toContain(`'${long.slice(0, 80)}…'`);
		expect(title.length).toBeLessThan(1000);
	});
});
