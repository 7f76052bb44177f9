import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { RECEIVED_AT, toRequest, type RequestFixture } from '../../support/webhookRequest';

const json = (body: unknown): RequestFixture => ({ body });
const raw = (text: string, contentType = 'application/json'): RequestFixture => ({
	text,
	headers: { 'content-type': contentType },
});
const form = (text: string) => raw(text, 'application/x-www-form-urlencoded');
const change = (value: unknown, field: unknown = 'messages') =>
	json({ object: 'whatsapp_business_account', entry: [{ id: 'W', changes: [{ field, value }] }] });

/** What no provider sends. */
const everywhere: Array<[string, RequestFixture]> = [
	['true', json(true)],
	['a number', json(42)],
	['a text', json('hello')],
	['a list of numbers', json([[1]])],
	['HTML', raw('<html><body>Bad gateway</body></html>', 'text/html')],
	['cut-off JSON', raw('{"object":"whatsapp_business_account","entry":[{"id":"W","chan')],
	['two JSON objects', raw('{}{}')],
	['bytes that are no text', raw('\u0000\u0001\ufffd')],
	['a form with nothing known', form('a=1&b=2')],
	['XML', raw('<a>1</a>', 'application/xml')],
	['only prototype keys', raw('{"__proto__":{"status":"sent","id":"1"},"constructor":{}}')],
	['deep nesting', raw('['.repeat(5000) + ']'.repeat(5000))],
	['another product’s webhook', json({ object: 'page', entry: [] })],
];

const cases = {
	dialog360: [
		...everywhere,
		['entry is no list', json({ object: 'whatsapp_business_account', entry: 'x' })],
		['entry is null', json({ object: 'whatsapp_business_account', entry: null })],
		['v1: only contacts', json({ contacts: [{ wa_id: '1' }] })],
		['a form', form('status=DELIVERED&msgid=1')],
	],
	bulk360: [
		...everywhere,
		['status alone', form('status=DELIVERED')],
		['msgid alone', form('msgid=78-1-0')],
		['a sender who says nothing', form('from=60123240066&moid=1')],
		['a text from nobody', form('text=hello')],
		['a content from nobody', form('type=location&latitude=3.1')],
		['a text of another name that has a type', form('from=60123240066&type=text&wa_text=hello')],
		['a notification without an ID', form('status=DELIVERED&msisdn=60123240066&type=whatsapp')],
		['a sender and a text of another name', form('from=60123240066&wa_text=hello&id=7')],
		['the same in the URL', { query: { from: '60123240066', wa_text: 'hello', token: 't' } }],
		['a status whose ID has another name', { query: { status: 'DELIVERED', uuid: '5' } }],
		['values that are objects', json({ status: { a: 1 }, msgid: [] })],
		['Meta’s envelope', change({ statuses: [{ id: 'a', status: 'sent' }] })],
	],
	modica: [
		...everywhere,
		['status alone', json({ status: 'sent' })],
		['id alone', json({ id: '1' })],
		['content from nobody', json({ id: '1', content: { type: 'text' } })],
		['content is a list', json({ id: '1', source: '64210000000', content: [] })],
		['content is null', json({ id: '1', source: '64210000000', content: null })],
		['content is empty', json({ id: '1', source: '64210000000', content: {} })],
		['id is an object', json({ id: {}, status: 'sent' })],
		['status is a list', json({ id: '1', status: ['sent'] })],
		['Meta’s envelope', change({ statuses: [{ id: 'a', status: 'sent' }] })],
		['a form', form('id=1&status=sent')],
	],
} satisfies Record<string, Array<[string, RequestFixture]>>;

describe.each(Object.entries(cases))('%s takes no', (provider, table) => {
	it.each(table)('%s', (_name, call) => {
		const { webhook } = PROVIDERS[provider as keyof typeof cases];
		expect(webhook?.parseEvents(toRequest(call), RECEIVED_AT)).toBeUndefined();
	});
});

/** 360dialog's own form: rejected, it would come again for up to 7 days. */
const unreadable: Array<[string, RequestFixture, string[]]> = [
	['a review', change('APPROVED', 'account_review_update'), ['account_review_update']],
	['a null in entry', json({ object: 'whatsapp_business_account', entry: [null] }), ['entry']],
	['no changes', json({ object: 'whatsapp_business_account', entry: [{ id: 'W' }] }), ['entry']],
	['value is a text', change('x'), ['messages']],
	['value is a list', change([]), ['messages']],
	['field is missing', change({}, null), ['changes']],
	['messages is an object', change({ messages: { id: '1' } }), ['messages']],
	['messages holds a text', change({ messages: ['x'] }), ['messages']],
	['no id', change({ messages: [{ type: 'text', text: { body: 'hi' } }] }), ['messages']],
	['an id that is an object', change({ messages: [{ id: {}, type: 'text' }] }), ['messages']],
	['a status without word', change({ statuses: [{ id: 'wamid.X' }] }), ['statuses']],
	['two broken statuses', change({ statuses: [{ id: 'a' }, null] }), ['statuses', 'statuses']],
	[
		'nulls everywhere',
		json({ object: 'whatsapp_business_account', entry: [null, { changes: [null] }] }),
		['entry', 'changes'],
	],
	['an error without code', change({ errors: [{ title: 'x' }] }), ['errors']],
	['v1: messages is a text', json({ messages: 'x' }), ['messages']],
];

it.each(unreadable)('360dialog: %s is another event, with everything in raw', (_, call, types) => {
	const events = PROVIDERS.dialog360.webhook?.parseEvents(toRequest(call), RECEIVED_AT) ?? [];
	expect(events.map(({ event, type }) => ({ event, type }))).toEqual(
		types.map((type) => ({ event: 'other', type })),
	);
	for (const { raw } of events) expect(Object.keys(raw)).not.toHaveLength(0);
});

/** What portals send when a URL is saved. */
const urlTests: Array<[string, RequestFixture]> = [
	['no body', {}],
	['an empty body', raw('')],
	['a body of blanks', raw(' \r\n')],
	['an empty object', json({})],
	['an empty list', json([])],
	['an empty list as PHP makes it of an empty array of rows', json([[], {}])],
	['null', json(null)],
	['an empty text', json('')],
	['an event in capitals', json({ Event: 'Ping' })],
	['a ping as the only text', json({ message: 'ping' })],
	['an event named ping', json({ event: 'ping' })],
	['a type named PING with an id', json({ type: 'PING', id: 7 })],
	['a ping with details', json({ ping: { at: 1 } })],
	['the word alone', raw('ping', 'text/plain')],
	['the word as JSON', json('ping')],
	['the word as a form', form('ping=')],
];

describe.each(['dialog360', 'bulk360', 'modica'] as const)(
	'%s has nothing to do with',
	(provider) => {
		it.each(urlTests)('%s', (_name, call) => {
			expect(PROVIDERS[provider].webhook?.parseEvents(toRequest(call), RECEIVED_AT)).toEqual([]);
		});
	},
);

it('Bulk360 has nothing to do with a URL opened by hand', () => {
	const call: RequestFixture = { method: 'GET', headers: {}, query: { token: 'x' } };
	expect(PROVIDERS.bulk360.webhook?.parseEvents(toRequest(call), RECEIVED_AT)).toEqual([]);
});

it.each<[keyof typeof cases, RequestFixture]>([
	['bulk360', form('from=60123240066&text=ping&moid=1')],
	['bulk360', json({ from: '60123240066', text: 'ping', moid: '1' })],
	['modica', json({ id: '1', source: '64210000000', content: 'ping' })],
	['dialog360', json({ messages: [{ id: 'a', type: 'text', text: { body: 'ping' } }] })],
])('a customer of %s who says ping is heard', (provider, call) => {
	const events = PROVIDERS[provider].webhook?.parseEvents(toRequest(call), RECEIVED_AT);
	expect(events).toMatchObject([{ event: 'message', text: 'ping' }]);
});

/** Broken parts in a body that is a webhook all the same: the event stays, the part is missing. */
const odd: Array<[string, unknown]> = [
	['no type', { id: 'wamid.X', from: '1650' }],
	['a type that is a method of every object', { id: 'wamid.X', type: 'constructor' }],
	['a type named __proto__', { id: 'wamid.X', type: '__proto__' }],
	['text that is no object', { id: 'wamid.X', type: 'text', text: 'hi' }],
	['text without body', { id: 'wamid.X', type: 'text', text: {} }],
	['media that is null', { id: 'wamid.X', type: 'image', image: null }],
	[
		'an interactive reply without its object',
		{ id: 'wamid.X', type: 'interactive', interactive: { type: 'list_reply' } },
	],
	[
		'an interactive reply named toString',
		{ id: 'wamid.X', type: 'interactive', interactive: { type: 'toString', toString: {} } },
	],
	['contacts that are no list', { id: 'wamid.X', type: 'contacts', contacts: 'x' }],
	['a location off the map', { id: 'wamid.X', type: 'location', location: { latitude: 'north' } }],
	[
		'a nonsense time',
		{ id: 'wamid.X', type: 'text', timestamp: 'yesterday', text: { body: 'hi' } },
	],
	['a time before WhatsApp', { id: 'wamid.X', type: 'text', timestamp: '5', text: { body: 'hi' } }],
	['a time far ahead', { id: 'wamid.X', type: 'text', timestamp: 9e99, text: { body: 'hi' } }],
	['errors that are no list', { id: 'wamid.X', type: 'unsupported', errors: 'x' }],
	['an error without code', { id: 'wamid.X', type: 'unsupported', errors: [{}] }],
	['a context that is a text', { id: 'wamid.X', type: 'text', context: 'x', text: { body: 'hi' } }],
	[
		'an edit of an edit of an edit',
		{
			id: 'wamid.X',
			type: 'edit',
			edit: { message: { type: 'edit', edit: { message: { type: 'edit' } } } },
		},
	],
];

it.each(odd)('a message with %s is still an event, with everything in raw', (_name, message) => {
	const call = change({ messages: [message] });
	const events = PROVIDERS.dialog360.webhook?.parseEvents(toRequest(call), RECEIVED_AT);
	expect(events).toHaveLength(1);
	expect(events?.[0]).toMatchObject({
		event: 'message',
		id: 'wamid.X',
		timestamp: RECEIVED_AT.toISOString(),
		raw: { messages: [message] },
	});
});

it('leaves prototype keys out of raw and changes no object', () => {
	const text =
		'{"messages":[{"id":"wamid.X","type":"text","__proto__":{"polluted":true},"text":{"body":"hi","\\u005f_proto__":{"polluted":true}}}]}';
	const events = PROVIDERS.dialog360.webhook?.parseEvents(toRequest({ text }), RECEIVED_AT);
	expect(events?.[0].raw).toEqual({
		messages: [{ id: 'wamid.X', type: 'text', text: { body: 'hi' } }],
	});
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
