import type { IDataObject } from 'n8n-workflow';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { RECEIVED_AT, toRequest } from '../../support/webhookRequest';

const read = (body: object) =>
	PROVIDERS.dialog360.webhook?.parseEvents(toRequest({ body: body as IDataObject }), RECEIVED_AT);
const meta = (...entry: unknown[]) => ({ object: 'whatsapp_business_account', entry });

const message = { id: 'wamid.1', from: '1', type: 'text', text: { body: 'hi' } };
const change = (value: unknown) => ({ field: 'messages', value });
const good = { id: 'W', changes: [change({ messages: [message] })] };

it.each<[string, object, string, object]>([
	[
		'a null next to it in the list',
		meta({ id: 'W', changes: [change({ messages: [null, message] })] }),
		'messages',
		{ messages: [null] },
	],
	[
		'a text next to it in the list',
		meta({ id: 'W', changes: [change({ messages: [message, 'x'] })] }),
		'messages',
		{ messages: ['x'] },
	],
	[
		'a null in the list of another kind',
		meta({ id: 'W', changes: [change({ messages: [message], statuses: [null] })] }),
		'statuses',
		{ statuses: [null] },
	],
	[
		'a list of another kind that is none',
		meta({ id: 'W', changes: [change({ messages: [message], statuses: 'x' })] }),
		'statuses',
		{ statuses: 'x' },
	],
	[
		'a change that is null',
		meta({ ...good, changes: [null, ...good.changes] }),
		'changes',
		{ id: 'W', changes: [null] },
	],
	[
		'a change whose value is a text',
		meta({ ...good, changes: [change('x'), ...good.changes] }),
		'messages',
		{ id: 'W', changes: [change('x')] },
	],
	[
		'a change whose value is a list',
		meta({ ...good, changes: [...good.changes, change([])] }),
		'messages',
		{ id: 'W', changes: [change([])] },
	],
	[
		'a change without a field',
		meta({ ...good, changes: [{ value: {} }, ...good.changes] }),
		'changes',
		{ id: 'W', changes: [{ value: {} }] },
	],
	['an entry that is null', meta(null, good), 'entry', { entry: [null] }],
	['an entry that is a text', meta(good, 'x'), 'entry', { entry: ['x'] }],
	['an entry without changes', meta({ id: 'V', time: 1 }, good), 'entry', { id: 'V', time: 1 }],
	[
		'an entry whose changes are none',
		meta({ id: 'V', changes: 'x' }, good),
		'entry',
		{ id: 'V', changes: 'x' },
	],
	['a null in the older shape', { messages: [null, message] }, 'messages', { messages: [null] }],
])('a message stays next to %s', (_, body, type, raw) => {
	const events = read(body) ?? [];
	expect(events).toHaveLength(2);
	expect(events).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ event: 'message', id: 'wamid.1', text: 'hi' }),
			expect.objectContaining({
				event: 'other',
				id: expect.stringContaining(`${type}:`),
				timestamp: RECEIVED_AT.toISOString(),
				type,
				raw,
			}),
		]),
	);
	expect(read(body)).toEqual(events);
});

it('nothing but such parts is an event for each', () => {
	const events = read(meta(null, { id: 'V' }, { changes: [null, change('x')] }));
	expect(events?.map(({ event, type }) => [event, type])).toEqual([
		['other', 'entry'],
		['other', 'entry'],
		['other', 'changes'],
		['other', 'messages'],
	]);
});

it('entries that are no list are no webhook', () => {
	expect(read({ object: 'whatsapp_business_account', entry: { 0: good } })).toBeUndefined();
});
