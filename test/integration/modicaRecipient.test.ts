// Modica's OpenAPI document calls the recipient `to`, its code samples `destination`.
import { runNode } from '../support/engine';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const send = async (account: SandboxAccount, recipientField: string | undefined) =>
	await runNode(
		account,
		{ operation: 'sendText', to: '64211234567', text: 'Hi' },
		{
			credentials: { ...account.credentials, ...(recipientField ? { recipientField } : {}) },
			onError: 'continueRegularOutput',
		},
	);

it.each([
	[undefined, 'to'],
	['to', 'to'],
	['destination', 'destination'],
])(
	'with %s in the credential, the recipient is in `%s` alone',
	async (recipientField, expected) => {
		const account = await createAccount('modica');
		await account.writeText('64211234567');
		const { json } = await send(account, recipientField);
		expect(json).toMatchObject([{ success: true, to: '64211234567' }]);
		const [{ body }] = await account.requests();
		const sent = body as Record<string, unknown>;
		expect(['to', 'destination'].filter((name) => name in sent)).toEqual([expected]);
		expect(sent[expected]).toBe('+64211234567');
	},
);

it.each([
	['to', 'destination'],
	['destination', 'to'],
])('reaches an API that only knows %s, and none with %s', async (recipientField, other) => {
	const account = await createAccount('modica', { settings: { recipientField } });
	await account.writeText('64211234567');
	expect((await send(account, recipientField)).json).toMatchObject([{ success: true }]);
	expect((await send(account, other)).json).toMatchObject([
		{
			success: false,
			error: {
				code: 'http-422',
				details: expect.stringContaining(`${recipientField} is required`),
			},
		},
	]);
});
