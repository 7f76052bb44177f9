// Modica's OpenAPI document calls the recipient `to`, its code samples `destination`.
import { runNode } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

it.each([
	[undefined, 'to'],
	['to', 'to'],
	['destination', 'destination'],
])(
	'with %s in the credential, the recipient is in `%s` alone',
	async (recipientField, expected) => {
		const account = await createAccount('modica');
		await account.writes('64211234567');
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: '64211234567', text: 'Hi' },
			{ credentials: { ...account.credentials, ...(recipientField ? { recipientField } : {}) } },
		);
		expect(json).toMatchObject([{ success: true, to: '64211234567' }]);
		const [{ body }] = await account.requests();
		const sent = body as Record<string, unknown>;
		expect(['to', 'destination'].filter((name) => name in sent)).toEqual([expected]);
		expect(sent[expected]).toBe('+64211234567');
	},
);
