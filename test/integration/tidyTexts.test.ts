import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount, PROVIDERS, RECIPIENTS } from '../support/accounts';
import { runNode } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

const onError = 'continueRegularOutput';

it.each(PROVIDERS)('%s: takes credentials with space and line breaks around them', async (name) => {
	const account = await createAccount(name, { settings: { enforceWindow: false } });
	const credentials = Object.fromEntries(
		Object.entries(account.credentials).map(([key, value]) => [
			key,
			typeof value === 'string' && value !== '' ? ` ${value}\n` : value,
		]),
	) as ICredentialDataDecryptedObject;
	const { json, error } = await runNode(
		account,
		{ operation: 'sendText', to: RECIPIENTS[name], text: 'Hi' },
		{ credentials },
	);
	expect(error).toBeUndefined();
	expect(json[0].status).toBe('accepted');
});

it('sends a one-time password alone', async () => {
	const account = await createAccount('socnet');
	await runNode(account, {
		operation: 'sendTemplate',
		to: RECIPIENTS.socnet,
		templateName: ' otp_template\n',
		text: ' 482913\r\n',
	});
	const [message] = await account.messages();
	expect(message.text).toMatch(/^\*482913\* is your verification code/);
});

it('takes optional texts of whitespace only as absent', async () => {
	const account = await freeAccount();
	const { json } = await runNode(
		account,
		{
			operation: 'sendInteractive',
			to: RECIPIENTS.dialog360,
			interactiveType: 'buttons',
			bodyText: 'Hi',
			footerText: ' \n',
			buttons: { button: [{ title: 'Yes', id: ' yes\n' }] },
			options: { replyToMessageId: ' ', callbackData: '\t', idempotencyKey: '  ' },
		},
		{ onError },
	);
	expect(json[0].status).toBe('accepted');
	const [request] = (await account.requests()).slice(-1);
	expect(request.body).not.toHaveProperty('context');
	expect(request.body).not.toHaveProperty('biz_opaque_callback_data');
	expect(request.body.interactive).not.toHaveProperty('footer');
	expect(request.body.interactive).toMatchObject({
		action: { buttons: [{ reply: { id: 'yes' } }] },
	});
});

it.each(['onPremise', 'sandbox'] as const)(
	'rejects callback data on %s, where it would be lost',
	async (hosting) => {
		const account = await createAccount('dialog360', { hosting });
		const { json } = await runNode(
			account,
			{
				operation: 'sendText',
				to: String(account.data.settings.ownNumber ?? RECIPIENTS.dialog360),
				text: 'Hi',
				options: { callbackData: 'order-1' },
			},
			{ onError },
		);
		expect(json[0].error).toMatchObject({
			title: expect.stringMatching(/^'Callback Data' only works on 360dialog’s Cloud API/),
		});
		expect(await account.messages()).toEqual([]);
	},
);

describe('recipients', () => {
	const run = async (to: unknown) => {
		const account = await freeAccount();
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' } as INodeParameters,
			{ items: [{ json: { to } as IDataObject }], onError },
		);
		return json.map(({ to: recipient, status }) => [recipient, status]);
	};

	it.each<[unknown, string[]]>([
		['+60 12-324 0066', ['60123240066']],
		[60123240066, ['60123240066']],
		[
			[60123240066, '+60 10-220 0533'],
			['60123240066', '60102200533'],
		],
		['+60 12-324 0066;\n+60 10-220 0533,', ['60123240066', '60102200533']],
		['+49 151/23456789', ['4915123456789']],
	])('%j', async (to, expected) => {
		expect(await run(to)).toEqual(expected.map((recipient) => [recipient, 'accepted']));
	});

	it.each<[unknown]>([
		['+299 12 34 56 / 65 43 21'],
		['+299 123456 - 654321'],
		['+49 30 123456/57'],
		[{ phone: '+60123240066', name: 'Ana, B.' }],
		[true],
	])('%j reaches nobody', async (to) => {
		expect((await run(to)).map(([, status]) => status)).toEqual(['failed']);
	});

	it('serves the others', async () => {
		const to = ['+299 12 34 56 / 65 43 21', { phone: 1 }, '+60 12-324 0066'];
		expect((await run(to)).map(([, status]) => status)).toEqual(['failed', 'failed', 'accepted']);
	});
});
