import type { INodeParameters } from 'n8n-workflow';
import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const ENVELOPES = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};

async function react(provider: 'dialog360' | 'modica', parameters: INodeParameters) {
	const account = await createAccount(provider);
	const { id } = await account.writeText(CUSTOMER);
	await account.clearRequests();
	const result = await runNode(
		account,
		{ operation: 'sendReaction', to: CUSTOMER, messageId: '={{ $json.id }}', ...parameters },
		{ items: [{ json: { id } }] },
	);
	return { ...result, id, requests: await account.requests() };
}

describe.each(['dialog360', 'modica'] as const)('Send Reaction through %s', (provider) => {
	it.each(['👍', '❤️', '🇲🇾', '👍🏽', '👨‍👩‍👧', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('%s', async (emoji) => {
		const { json, error, id, requests } = await react(provider, { emoji });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ operation: 'sendReaction', success: true });
		expect(requests.map(({ body }) => body)).toEqual([
			{ ...ENVELOPES[provider], type: 'reaction', reaction: { message_id: id, emoji } },
		]);
	});

	it('takes a reaction off again', async () => {
		const { json, error, id, requests } = await react(provider, { remove: true });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true });
		expect(requests.map(({ body }) => body)).toEqual([
			{ ...ENVELOPES[provider], type: 'reaction', reaction: { message_id: id, emoji: '' } },
		]);
	});

	it('never quotes, which WhatsApp rejects in a reaction', async () => {
		const { error, requests } = await react(provider, {
			emoji: '👍',
			options: { replyToMessageId: 'wamid.abc' },
		});
		expect(error).toBeUndefined();
		expect(requests[0].body).not.toHaveProperty('context');
	});
});

it.each([
	['two emoji', { emoji: '👍👍' }, /'Emoji' is '👍👍'; enter a single emoji/],
	['a word', { emoji: 'thumbs up' }, /'Emoji' is 'thumbs up'; enter a single emoji/],
	['a digit', { emoji: '1' }, /'Emoji' is '1'; enter a single emoji/],
	['nothing, which would be a removal', { emoji: '={{ "" }}' }, /'Emoji' is empty/],
	[
		'no message',
		{ emoji: 'x', messageId: '={{ $json.none }}' },
		/'Message ID' is empty.*'Emoji' is 'x'; enter/,
	],
])('rejects before sending: %s', async (_, parameters, message) => {
	const { error, requests } = await react('dialog360', parameters);
	expect(error?.message).toMatch(message);
	expect(requests).toEqual([]);
});
