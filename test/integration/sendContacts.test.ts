import type { INodeParameters } from 'n8n-workflow';
import { createAccount } from '../support/sandboxClient';
import { runNode, type RunOptions } from '../support/engine';

const CUSTOMER = '60123240066';
const ENVELOPES = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};

async function send(
	provider: 'dialog360' | 'modica',
	contact: INodeParameters[],
	parameters: INodeParameters = {},
	options: RunOptions = {},
) {
	const account = await createAccount(provider);
	await account.writeText(CUSTOMER);
	await account.clearRequests();
	const result = await runNode(
		account,
		{ operation: 'sendContacts', to: CUSTOMER, contacts: { contact }, ...parameters },
		options,
	);
	return { ...result, account, requests: await account.requests() };
}

describe.each(['dialog360', 'modica'] as const)('Send Contacts through %s', (provider) => {
	it.each<[string, INodeParameters[], object[]]>([
		[
			'every field',
			[
				{
					firstName: 'Ana',
					lastName: 'Tan',
					phones: {
						phone: [
							{ phone: '+60 12-324 0066', type: 'CELL', waId: '+60 12-324 0066' },
							{ phone: '03-2161 0000', type: 'WORK' },
						],
					},
					emails: { email: [{ email: 'ana@example.com', type: 'WORK' }] },
					urls: { url: [{ url: 'https://example.com', type: 'HOME' }] },
					addresses: {
						address: [
							{
								street: '1 Jalan Raja',
								city: 'Kuala Lumpur',
								state: 'WP',
								zip: '50050',
								country: 'Malaysia',
								countryCode: 'MY',
								type: 'WORK',
							},
						],
					},
					more: {
						birthday: '1990-01-31T00:00:00',
						company: 'Example',
						department: 'Sales',
						formattedName: 'Dr. Ana Tan',
						jobTitle: 'Manager',
						middleName: 'Li',
						prefix: 'Dr.',
						suffix: 'Jr.',
					},
				},
			],
			[
				{
					name: {
						formatted_name: 'Dr. Ana Tan',
						first_name: 'Ana',
						last_name: 'Tan',
						middle_name: 'Li',
						prefix: 'Dr.',
						suffix: 'Jr.',
					},
					phones: [
						{ phone: '+60 12-324 0066', type: 'CELL', wa_id: '60123240066' },
						{ phone: '03-2161 0000', type: 'WORK' },
					],
					emails: [{ email: 'ana@example.com', type: 'WORK' }],
					urls: [{ url: 'https://example.com', type: 'HOME' }],
					addresses: [
						{
							street: '1 Jalan Raja',
							city: 'Kuala Lumpur',
							state: 'WP',
							zip: '50050',
							country: 'Malaysia',
							country_code: 'MY',
							type: 'WORK',
						},
					],
					org: { company: 'Example', department: 'Sales', title: 'Manager' },
					birthday: '1990-01-31',
				},
			],
		],
		[
			'a full name made of its parts, and one without parts',
			[{ firstName: 'Ana', lastName: 'Tan' }, { more: { formattedName: 'Reception' } }],
			[
				{ name: { formatted_name: 'Ana Tan', first_name: 'Ana', last_name: 'Tan' } },
				{ name: { formatted_name: 'Reception', first_name: 'Reception' } },
			],
		],
	])('%s', async (_, contact, contacts) => {
		const { json, error, account, requests } = await send(provider, contact);
		expect(error).toBeUndefined();
		expect(requests.map(({ body }) => body)).toEqual([
			{ ...ENVELOPES[provider], type: 'contacts', contacts },
		]);
		const [message] = await account.messages();
		expect(json[0]).toMatchObject({
			operation: 'sendContacts',
			success: true,
			messageId: message.id,
		});
	});

	it('quotes a message and carries callback data', async () => {
		const { requests } = await send(provider, [{ firstName: 'Ana' }], {
			options: { replyToMessageId: 'wamid.abc', callbackData: 'order-1' },
		});
		expect(requests[0].body).toMatchObject({
			context: { message_id: 'wamid.abc' },
			[provider === 'modica' ? 'reference' : 'biz_opaque_callback_data']: 'order-1',
		});
	});
});

it('leaves out an address that only says what kind it is', async () => {
	const { requests } = await send('dialog360', [
		{
			firstName: 'Ana',
			addresses: {
				address: [
					{ type: 'HOME' },
					{ street: '={{ $json.none }}', type: 'WORK' },
					{ city: 'Ipoh', type: 'WORK' },
				],
			},
		},
		{ firstName: 'Ben', addresses: { address: [{ type: 'HOME' }] } },
	]);
	const [ana, ben] = requests[0].body.contacts as object[];
	expect(ana).toMatchObject({ addresses: [{ city: 'Ipoh', type: 'WORK' }] });
	expect(ben).not.toHaveProperty('addresses');
});

it('leaves out what a CRM doesn’t have: a second number, an email, a website', async () => {
	const none = '={{ $json.none }}';
	const { requests } = await send('dialog360', [
		{
			firstName: 'Ana',
			phones: { phone: [{ phone: none, type: 'WORK' }, { phone: '+60 12-324 0066' }] },
			emails: { email: [{ email: none }] },
			urls: { url: [{ url: ' ' }] },
		},
	]);
	const [ana] = requests[0].body.contacts as object[];
	expect(ana).toMatchObject({ phones: [{ phone: '+60 12-324 0066' }] });
	expect(ana).not.toHaveProperty('emails');
	expect(ana).not.toHaveProperty('urls');
});

it.each([
	['0060123240066', '60123240066'],
	['+60 12\u2011324 0066', '60123240066'],
	['\u202a+60123240066\u202c', '60123240066'],
	['+44 (0)20 7946 0958', '442079460958'],
])('offers a chat with the number that a recipient %j would be', async (waId, expected) => {
	const { requests } = await send('dialog360', [
		{ firstName: 'Ana', phones: { phone: [{ phone: waId, waId }] } },
	]);
	expect(requests[0].body).toMatchObject({ contacts: [{ phones: [{ wa_id: expected }] }] });
});

it.each(['60123240066.0', '+60 3-1234 5678 / 79', '0123240066'])(
	'offers no chat with another number: %s',
	async (waId) => {
		const { error, requests } = await send('dialog360', [
			{ firstName: 'Ana', phones: { phone: [{ phone: waId, waId }] } },
		]);
		expect(error?.message).toContain("'Contact 1, Phone 1: WhatsApp Number' must be a number");
		expect(requests).toEqual([]);
	},
);

it.each<[string, string, string?]>([
	['1990-01-31', '1990-01-31'],
	['1990-01-31 00:00:00', '1990-01-31'],
	['1990-01-31T00:00:00.000Z', '1990-01-31'],
	['1990-01-31T00:00:00.000+08:00', '1990-01-31'],
	// As a database gives the beginning of the day.
	['1990-01-30T16:00:00.000Z', '1990-01-31'],
	['1990-01-31T07:30:00.000Z', '1990-01-31'],
	['1990-01-31T20:00:00.000Z', '1990-01-31'],
	['1995-03-25T22:00:00.000Z', '1995-03-26', 'Asia/Beirut'],
])('a birthday %s is on %s', async (birthday, expected, timezone = 'Asia/Kuala_Lumpur') => {
	const { requests } = await send(
		'dialog360',
		[{ firstName: 'Ana', more: { birthday } }],
		{},
		{ timezone },
	);
	expect(requests[0].body).toMatchObject({ contacts: [{ birthday: expected }] });
});

it.each<[string, INodeParameters[], RegExp]>([
	['no contact', [], /'Contacts' is empty; add at least one contact/],
	[
		'everything at once',
		[
			{
				phones: { phone: [{ phone: '+60 12', waId: 'call me' }] },
				more: { birthday: '1990-02-30' },
			},
			{ firstName: 'Ana', phones: { phone: [{ phone: '={{ $json.none }}' }] } },
		],
		/'Contact 1: Full Name' is empty.*'Contact 1, Phone 1: WhatsApp Number' must be a number.*'Contact 1: Birthday' is '1990-02-30'; enter a date.*'Contact 2, Phone 1: Number' is empty/,
	],
	[
		'too many',
		Array.from({ length: 258 }, () => ({ firstName: 'Ana' })),
		/'Contacts' has 258 contacts; the maximum is 257/,
	],
])('rejects before sending: %s', async (_, contact, message) => {
	const { error, requests } = await send('dialog360', contact);
	expect(error?.message).toMatch(message);
	expect(requests).toEqual([]);
});
