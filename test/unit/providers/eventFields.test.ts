import { cloudApiChange, parseEvents } from '../../support/parseEvents';

const metadata = { display_phone_number: '60377220000' };
const base = { id: 'wamid.1', from: '60123000111', timestamp: '1796000100' };
const read = (message: object, contacts?: object[]) =>
	parseEvents(
		'dialog360',
		cloudApiChange({ metadata, contacts, messages: [{ ...base, ...message }] }),
	)[0];
const card = {
	name: { formatted_name: 'Mei' },
	phones: [{ phone: '+60 12-300 0111', wa_id: '60123000111' }],
};
const form = (reply: object, type = 'nfm_reply') =>
	read({ type: 'interactive', interactive: { type, nfm_reply: reply } }).form;

it.each<[string, object, object | undefined]>([
	[
		'of a Flow, each value as it is',
		{
			name: 'flow',
			response_json: '{"flow_token":"t-77","age":41,"zip":"01067","extras":["a"],"ok":true}',
		},
		{ name: 'flow', token: 't-77', values: { age: 41, zip: '01067', extras: ['a'], ok: true } },
	],
	[
		'without a token',
		{ name: 'flow', response_json: '{"a":1}' },
		{ name: 'flow', token: null, values: { a: 1 } },
	],
	[
		'that are no JSON',
		{ name: 'flow', response_json: '{"a":' },
		{ name: 'flow', token: null, values: '{"a":' },
	],
	[
		'that are a list',
		{ name: 'flow', response_json: '[1]' },
		{ name: 'flow', token: null, values: '[1]' },
	],
	[
		'that came parsed',
		{ name: 'flow', response_json: { a: 1 } },
		{ name: 'flow', token: null, values: { a: 1 } },
	],
	[
		'with a number that JavaScript would round',
		{ name: 'flow', response_json: '{"id":12345678901234567890}' },
		{ name: 'flow', token: null, values: { id: '12345678901234567890' } },
	],
	[
		'of an address, one level deeper',
		{
			name: 'address_message',
			response_json: '{"saved_address_id":"a1","values":{"city":"Ipoh"}}',
		},
		{ name: 'address_message', token: null, values: { saved_address_id: 'a1', city: 'Ipoh' } },
	],
	['that are missing', { name: 'flow', body: 'Sent' }, undefined],
])('answers %s', (_what, reply, expected) => {
	expect(form(reply)).toStrictEqual(expected);
});

it('answers are found whatever `interactive.type` says, and hold no prototype key', () => {
	const values = form(
		{ name: 'flow', response_json: '{"__proto__":{"x":1},"a":2}' },
		'interactive',
	)?.values;
	expect(Object.keys(values as object)).toEqual(['a']);
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});

it.each<[string, object, object]>([
	[
		'an ad',
		{
			type: 'text',
			referral: { source_type: 'ad', source_id: '1', ctwa_clid: 'c', headline: 'h' },
		},
		{
			referral: {
				sourceType: 'ad',
				sourceId: '1',
				sourceUrl: null,
				headline: 'h',
				body: null,
				mediaType: null,
				clickId: 'c',
			},
		},
	],
	[
		'an ad before a picture',
		{ type: 'image', image: { id: '9' }, referral: { source_type: 'post' } },
		{ referral: { sourceType: 'post' }, media: { id: '9' } },
	],
	[
		'a username',
		{ type: 'text', from_parent_user_id: 'MY.ENT.4' },
		{ fromUsername: 'mei', fromParentUserId: 'MY.ENT.4', fromName: 'Mei' },
	],
	['a group', { type: 'text', group_id: 'Y2Fw' }, { groupId: 'Y2Fw', from: '60123000111' }],
	['something passed on', { type: 'text', context: { forwarded: true } }, { forwarded: true }],
	[
		'something passed on often',
		{ type: 'text', context: { frequently_forwarded: true } },
		{ forwarded: true },
	],
	[
		'a permission to call for a week',
		{
			type: 'interactive',
			interactive: {
				call_permission_reply: {
					response: 'accept',
					is_permanent: false,
					expiration_timestamp: 1796600000,
				},
			},
		},
		{
			callPermission: {
				response: 'accept',
				isPermanent: false,
				expiresAt: '2026-12-06T23:33:20.000Z',
			},
		},
	],
	[
		'a permanent permission',
		{
			type: 'interactive',
			interactive: { call_permission_reply: { response: 'accept', is_permanent: true } },
		},
		{ callPermission: { response: 'accept', isPermanent: true, expiresAt: null } },
	],
	[
		'the own contact, as it was asked for',
		{ type: 'contacts', origin: 'contact_request', contacts: [card] },
		{ contactRequest: { number: '60123000111', name: 'Mei' }, contacts: [card] },
	],
	[
		'the own contact, with the mark on the contact and no WhatsApp number',
		{
			type: 'contacts',
			contacts: [{ ...card, origin: 'contact_request', phones: [{ phone: '+60 12-300 0111' }] }],
		},
		{ contactRequest: { number: '60123000111', name: 'Mei' } },
	],
	[
		'the own contact, without any number',
		{ type: 'contacts', origin: 'contact_request', contacts: [] },
		{ contactRequest: { number: null, name: null } },
	],
	[
		'a question about a product',
		{
			type: 'text',
			text: { body: 'How much?' },
			context: { referred_product: { catalog_id: 'c1', product_retailer_id: 'sku-1' } },
		},
		{ product: { catalogId: 'c1', retailerId: 'sku-1' }, text: 'How much?' },
	],
	[
		'a product as such',
		{
			type: 'interactive',
			interactive: { type: 'product', product: { product_retailer_id: 'sku-1' } },
		},
		{ product: { catalogId: null, retailerId: 'sku-1' } },
	],
])('a message says %s', (_what, message, expected) => {
	const contact = { wa_id: '60123000111', profile: { name: 'Mei', username: 'mei' } };
	expect(read(message, [contact])).toMatchObject({ event: 'message', ...expected });
});

it('fields that do not apply are absent', () => {
	const event = read({ type: 'text', text: { body: 'hi' }, context: { id: 'wamid.0' } });
	for (const name of [
		'form',
		'referral',
		'fromUsername',
		'fromParentUserId',
		'groupId',
		'group',
		'forwarded',
		'callPermission',
		'contactRequest',
		'product',
		'optOut',
		'standby',
		'handover',
		'participant',
		'pricing',
		'conversation',
		'newFrom',
	]) {
		expect(event).not.toHaveProperty(name);
	}
});

it('a contact that was not asked for is no answer', () => {
	const event = read({ type: 'contacts', contacts: [{ ...card, origin: 'other' }] });
	expect(event.contacts).toHaveLength(1);
	expect(event).not.toHaveProperty('contactRequest');
});
