import type { INodeParameters } from 'n8n-workflow';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const ENVELOPES = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};
const TEXT = { type: 'text', text: { body: 'Hi' } };

async function send(
	provider: SandboxProvider,
	message: unknown,
	parameters: INodeParameters = {},
	hosting: 'cloud' | 'onPremise' = 'cloud',
) {
	const account = await createAccount(provider, { hosting });
	await account.writeText(CUSTOMER);
	await account.clearRequests();
	const result = await runNode(
		account,
		{ operation: 'sendRaw', to: CUSTOMER, message: message as string, ...parameters },
		{ items: [{ json: { message: TEXT } }] },
	);
	return { ...result, account, requests: await account.requests() };
}

describe.each(['dialog360', 'modica'] as const)('Send Raw through %s', (provider) => {
	it.each<[string, unknown, object]>([
		['JSON text', JSON.stringify(TEXT), TEXT],
		['an object from an expression', '={{ $json.message }}', TEXT],
		[
			'a message copied whole from a document: the recipient is the node’s',
			JSON.stringify({
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				to: '16505550000',
				...TEXT,
			}),
			TEXT,
		],
		[
			'a type that has a form as well',
			JSON.stringify({
				type: 'interactive',
				interactive: {
					type: 'location_request_message',
					body: { text: 'Where?' },
					action: { name: 'send_location' },
				},
			}),
			{
				type: 'interactive',
				interactive: {
					type: 'location_request_message',
					body: { text: 'Where?' },
					action: { name: 'send_location' },
				},
			},
		],
	])('sends %s', async (_, message, body) => {
		const { json, error, account, requests } = await send(provider, message);
		expect(error).toBeUndefined();
		expect(requests.map((request) => request.body)).toEqual([{ ...ENVELOPES[provider], ...body }]);
		const [sent] = await account.messages();
		expect(json[0]).toMatchObject({
			operation: 'sendRaw',
			success: true,
			messageId: sent.id,
			to: CUSTOMER,
		});
	});

	it('adds what stands under Options', async () => {
		const { requests } = await send(provider, JSON.stringify(TEXT), {
			options: { replyToMessageId: 'wamid.abc', callbackData: 'order-1' },
		});
		expect(requests[0].body).toEqual({
			...ENVELOPES[provider],
			...TEXT,
			context: { message_id: 'wamid.abc' },
			[provider === 'modica' ? 'reference' : 'biz_opaque_callback_data']: 'order-1',
		});
	});

	it('lets a type through that this package has never heard of', async () => {
		const { error, requests } = await send(
			provider,
			JSON.stringify({ type: 'hologram', hologram: { link: 'https://example.com/h' } }),
		);
		expect(requests[0].body).toMatchObject({
			type: 'hologram',
			hologram: { link: 'https://example.com/h' },
		});
		expect(error?.description).toContain('hologram');
	});
});

it('sends to the On-Premise API', async () => {
	const { error, requests } = await send('dialog360', JSON.stringify(TEXT), {}, 'onPremise');
	expect(error).toBeUndefined();
	expect(requests[0]).toMatchObject({
		path: '/v1/messages',
		body: { recipient_type: 'individual', to: CUSTOMER, ...TEXT },
	});
	expect(requests[0].body).not.toHaveProperty('messaging_product');
});

it.each([
	[
		'no JSON',
		'{ "type": ',
		/'Message \(JSON\)' isn’t valid JSON: it ends too early, at line 1, column 11/,
	],
	['a list', '[]', /'Message \(JSON\)' must be a JSON object/],
	['null', 'null', /'Message \(JSON\)' must be a JSON object/],
	['no type', '{ "text": { "body": "Hi" } }', /'Message \(JSON\)' has no "type"/],
])('rejects before sending: %s', async (_, message, expected) => {
	const { error, requests } = await send('dialog360', message);
	expect(error?.message).toMatch(expected);
	expect(requests).toEqual([]);
});

it.each(['bulk360', 'socnet'] as const)('is not offered for %s', async (provider) => {
	const { error, requests } = await send(provider, JSON.stringify(TEXT));
	expect(error?.message).toMatch(/has no operation 'sendRaw'/);
	expect(requests).toEqual([]);
});
