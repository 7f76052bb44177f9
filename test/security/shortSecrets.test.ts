// Secrets that may not be hidden: they would be found in ordinary words.
import { runNode } from '../support/engine';
import { startHostileServer } from '../support/hostileServer';
import { logLines } from '../support/n8nLogger';
import { createAccount } from '../support/sandboxClient';

const PARAMETERS = { operation: 'sendText', to: '60123240066', text: 'Hi' };
const headers = { 'content-type': 'application/json' };

it('the log says once that a secret is too short to be safe, without showing it', async () => {
	const server = await startHostileServer(() => ({
		headers,
		body: JSON.stringify({ messages: [{ id: 'wamid.whats-app' }] }),
	}));
	const account = await createAccount('dialog360');
	const warnings = logLines('warn');
	const send = async (apiKey: string) =>
		await runNode(account, PARAMETERS, { credentials: { apiKey, baseUrl: server.url } });
	await send('a-long-key');
	expect(warnings).toEqual([]);
	const { json } = await send('whats');
	await send('whats');
	await server.close();
	// Hiding it would change IDs.
	expect(json[0]).toMatchObject({ status: 'accepted', messageId: 'wamid.whats-app' });
	expect(warnings.map(({ message }) => message)).toEqual([
		"WhatsApp BSP: a secret in a 'dialog360Api' credential has fewer than 6 characters. It is too short to be safe, and it is not hidden if the provider’s responses repeat it.",
	]);
	expect(JSON.stringify(warnings)).not.toContain('whats"');
});

it.each(['whatsapp', '60123240066', 'success', 'SUCCESS', 'msgid'])(
	'Bulk360: the Webhook Token %s hides nothing in responses, and accepted messages stay accepted',
	async (webhookToken) => {
		const account = await createAccount('bulk360', { settings: { enforceWindow: false } });
		const { json, error } = await runNode(account, PARAMETERS, {
			credentials: { ...account.credentials, webhookToken },
		});
		expect(error).toBeUndefined();
		const [{ id }] = await account.messages();
		expect(json[0]).toMatchObject({ status: 'accepted', messageId: id, to: '60123240066' });
		expect(JSON.stringify(json)).not.toContain('[hidden]');
	},
);
