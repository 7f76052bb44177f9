import { EventDeduplicator } from '../../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { cloudApiChange, parseEvents } from '../../support/parseEvents';

const metadata = { display_phone_number: '60377220000', phone_number_id: '11' };
const data = { id: 'WABA', messaging_product: 'whatsapp', metadata };
const parse = (body: unknown, receivedAt?: Date) => parseEvents('dialog360', { body }, receivedAt);

const sync = {
	id: '5f0c1c0e-77aa-4b1e-9c11-0a0b0c0d0e0f',
	event: 'smb_app_state_sync',
	data: {
		...data,
		state_sync: [
			{
				type: 'contact',
				contact: { full_name: 'Mei Lim', phone_number: '60123000111' },
				action: 'add',
				metadata: { timestamp: '1796000900' },
			},
		],
	},
};
const history = {
	id: 'evt-2',
	event: 'history',
	data: { ...data, history: [{ metadata: { phase: 0, chunk_order: 1 }, threads: [] }] },
};

it.each<[string, object, object]>([
	[
		'a sync of the phone’s contacts, with the time inside',
		sync,
		{ type: 'smb_app_state_sync', timestamp: '2026-11-30T01:08:20.000Z', to: '60377220000' },
	],
	['a chunk of history', history, { type: 'history', timestamp: '2026-11-20T08:00:00.000Z' }],
	[
		'an event of the partner hub',
		{ id: '1', event: 'client_created', data: {} },
		{ type: 'client_created' },
	],
	['an event without an id', { event: 'history', data: history.data }, { type: 'history' }],
	['an event whose data is a list', { id: '1', event: 'x', data: [1] }, { type: 'x' }],
	['an event whose data is nothing', { id: '1', event: 'x', data: null }, { type: 'x' }],
	['an event without data', { id: '1', event: 'client_deleted' }, { type: 'client_deleted' }],
	['an event that is a name alone', { event: 'channel_running' }, { type: 'channel_running' }],
	[
		'an event named messages, without any',
		{ id: '1', event: 'messages', data: { messages: [] } },
		{ type: 'messages' },
	],
	[
		'an account’s change',
		{ id: '1', event: 'account_update', data: { event: 'DISABLED_UPDATE' }, timestamp: 1796000000 },
		{ event: 'account', type: 'account_update', timestamp: '2026-11-30T00:53:20.000Z' },
	],
])('%s is one event, with everything in raw', (_what, body, expected) => {
	expect(parse(body)).toMatchObject([
		{ event: 'other', provider: 'dialog360', raw: body, ...expected },
	]);
});

it('messages, echoes and statuses in it are what they are in Meta’s envelope', () => {
	const value = {
		...data,
		messages: [{ id: 'wamid.1', from: '60123000111', type: 'text', text: { body: 'hi' } }],
		statuses: [{ id: 'wamid.2', status: 'read', recipient_id: '60123000111' }],
		message_echoes: [{ id: 'wamid.3', to_user_id: 'MY.8812', from: '60377220000', type: 'text' }],
	};
	expect(parse({ id: '1', event: 'messages', data: value })).toEqual(
		parseEvents('dialog360', cloudApiChange(value)),
	);
});

it('a ping of the same form is no event', () => {
	expect(parse({ id: '1', event: 'ping' })).toEqual([]);
	expect(parse({ id: '1', event: 'ping', data: {} })).toEqual([]);
});

it('a message in it that nobody can read is an event too', () => {
	expect(parse({ id: '1', event: 'messages', data: { messages: [null] } })).toMatchObject([
		{ event: 'other', type: 'messages', raw: { messages: [null] } },
	]);
});

it.each<[string, object, object, number]>([
	['the same envelope', history, history, 1],
	['the same content in another envelope', history, { ...history, id: 'evt-3' }, 2],
	[
		'the same without an id, after hours',
		{ ...history, event: 'account_review_update', id: undefined },
		{ ...history, event: 'account_review_update', id: undefined },
		2,
	],
	[
		'the same without an id, after hours, of messages that have their own',
		{ ...history, id: undefined },
		{ ...history, id: undefined },
		1,
	],
	[
		'the same with a time inside and no id',
		{ ...sync, id: undefined },
		{ ...sync, id: undefined },
		1,
	],
	['two preferences of one envelope, redelivered', preferences(), preferences(), 2],
])('%s that comes twice: %#', (_what, first, second, expected) => {
	const deduplicator = new EventDeduplicator();
	const events = [first, second].map((body, i) => parse(body, new Date(Date.UTC(2026, 10, 20, i))));
	const fresh = events.flatMap((list) => deduplicator.claim(list, Promise.resolve(true)).newEvents);
	expect(fresh).toHaveLength(expected);
});

function preferences() {
	const preference = (wa_id: string, value: string) => ({ wa_id, value, timestamp: 1796000700 });
	return {
		id: '9',
		event: 'user_preferences',
		data: {
			...data,
			user_preferences: [preference('60123000111', 'stop'), preference('60123000222', 'resume')],
		},
	};
}
