import type { INodeParameters } from 'n8n-workflow';
import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const ENVELOPES = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};

async function send(provider: 'dialog360' | 'modica', parameters: INodeParameters, json = {}) {
	const account = await createAccount(provider);
	await account.writeText(CUSTOMER);
	await account.clearRequests();
	const result = await runNode(
		account,
		{ operation: 'sendLocation', to: CUSTOMER, ...parameters },
		{ items: [{ json }] },
	);
	return { ...result, account, requests: await account.requests() };
}

describe.each(['dialog360', 'modica'] as const)('Send Location through %s', (provider) => {
	it.each<[string, INodeParameters, object]>([
		[
			'name and address',
			{
				latitude: '-33.8688',
				longitude: '151.2093',
				locationName: 'Our shop',
				address: '1 Main Street',
			},
			{ latitude: -33.8688, longitude: 151.2093, name: 'Our shop', address: '1 Main Street' },
		],
		[
			'degrees alone',
			{ latitude: ' 3.1390 ', longitude: '101.6869' },
			{ latitude: 3.139, longitude: 101.6869 },
		],
		[
			'numbers from an expression, the equator included',
			{ latitude: '={{ $json.lat }}', longitude: '={{ $json.lon }}' },
			{ latitude: 0, longitude: -78.5 },
		],
	])('%s', async (_, parameters, location) => {
		const { json, error, account, requests } = await send(provider, parameters, {
			lat: 0,
			lon: -78.5,
		});
		expect(error).toBeUndefined();
		expect(requests.map(({ body }) => body)).toEqual([
			{ ...ENVELOPES[provider], type: 'location', location },
		]);
		const [message] = await account.messages();
		expect(json[0]).toMatchObject({
			operation: 'sendLocation',
			success: true,
			messageId: message.id,
		});
	});

	it('quotes a message and carries callback data', async () => {
		const { requests } = await send(provider, {
			latitude: '1',
			longitude: '2',
			options: { replyToMessageId: 'wamid.abc', callbackData: 'order-1' },
		});
		expect(requests[0].body).toMatchObject({
			context: { message_id: 'wamid.abc' },
			[provider === 'modica' ? 'reference' : 'biz_opaque_callback_data']: 'order-1',
		});
	});
});

it.each<[string, string, string, RegExp]>([
	['out of range', '90.1', '-180.5', /'Latitude' is 90.1.*-90 and 90.*'Longitude' is -180.5/],
	['no number', '3,139', '101', /'Latitude' must be a number of degrees, such as 3.1390/],
	['empty, which is not the equator', '={{ $json.none }}', '1', /'Latitude' must be a number/],
])('rejects before sending: %s', async (_, latitude, longitude, message) => {
	const { error, requests } = await send('dialog360', { latitude, longitude });
	expect(error?.message).toMatch(message);
	expect(requests).toEqual([]);
});
