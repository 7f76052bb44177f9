import { EventDeduplicator } from '../../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { StatusTracker } from '../../../nodes/WhatsAppBsp/trigger/receive/statusTracker';
import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import { cloudApiChange, parseEvents } from '../../support/parseEvents';
import type { RequestFixture } from '../../support/webhookRequest';

type Receiver = 'dialog360' | 'bulk360' | 'modica';

/** How many of the events of these requests, received an hour apart, start an execution. */
function countNew(provider: Receiver, calls: RequestFixture[]): number {
	const deduplicator = new EventDeduplicator();
	return calls
		.map((call, i) => parseEvents(provider, call, new Date(Date.UTC(2026, 10, 20, 8 + i))))
		.reduce((sum, events) => {
			const { newEvents } = deduplicator.claim(events, Promise.resolve(true));
			return sum + newEvents.length;
		}, 0);
}

const statuses = (...list: object[]) => cloudApiChange({ statuses: list });
const read = (fields: object) => ({
	id: 'wamid.G',
	status: 'read',
	timestamp: '1796000500',
	...fields,
});
const failed = (code: number, fields: object = {}) => ({
	id: 'wamid.F',
	status: 'failed',
	timestamp: '1796000500',
	recipient_id: '60123000111',
	errors: [{ code, title: 'x' }],
	...fields,
});
const form = (text: string): RequestFixture => ({
	text,
	headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const json = (body: object): RequestFixture => ({ body });
const call = (fields: object) => ({
	id: 'wacid.1',
	event: 'connect',
	timestamp: '1796000720',
	...fields,
});
const preference = (fields: object) => ({
	wa_id: '60123000111',
	category: 'marketing_messages',
	value: 'stop',
	timestamp: 1796000700,
	...fields,
});
const group = (fields: object) => ({
	timestamp: '1796000850',
	type: 'group_participants_add',
	group_id: 'G',
	...fields,
});

it.each<[number, string, Receiver, RequestFixture[]]>([
	[
		3,
		'hidden members of a group who read one message',
		'dialog360',
		[
			statuses(
				read({ recipient_participant_user_id: 'MY.1' }),
				read({ recipient_participant_user_id: 'MY.2' }),
			),
			statuses(read({ recipient_participant_user_id: 'MY.3' })),
		],
	],
	[
		2,
		'members under the other spelling of their number',
		'dialog360',
		[
			statuses(read({ participant_recipient_id: '60123000111' })),
			statuses(read({ participant_recipient_id: '60123000222' })),
		],
	],
	[2, 'failures with two codes', 'dialog360', [statuses(failed(131026)), statuses(failed(131049))]],
	[
		2,
		'failures with one code at two times',
		'dialog360',
		[statuses(failed(131026)), statuses(failed(131026, { timestamp: '1796000900' }))],
	],
	[
		2,
		'payments of one order, captured in two parts',
		'dialog360',
		['1', '2'].map((id) =>
			statuses({ id: 'w', type: 'payment', status: 'captured', payment: { transaction: { id } } }),
		),
	],
	[
		2,
		'customers whose messages have one reference',
		'bulk360',
		[
			form('from=60123240066&text=yes&ref=78-1633193001'),
			form('from=60102200533&text=yes&ref=78-1633193001'),
		],
	],
	[
		2,
		'words of one customer under one reference',
		'bulk360',
		[form('from=60123240066&text=yes&ref=78'), form('from=60123240066&text=no&ref=78')],
	],
	[
		2,
		'notifications with two codes',
		'bulk360',
		[
			form('status=UNDELIVERED&msgid=78-1-0&error-code=550'),
			form('status=UNDELIVERED&msgid=78-1-0&error-code=505'),
		],
	],
	[
		2,
		'receipts that give two details',
		'modica',
		[
			json({ id: 'u', status: 'failed', detail: 'no route' }),
			json({ id: 'u', status: 'failed', detail: 'unknown number' }),
		],
	],
	[
		2,
		'messages of Modica with one id',
		'modica',
		[
			json({ id: '7', source: '6421', content: 'yes' }),
			json({ id: '7', source: '6422', content: 'yes' }),
		],
	],
	[
		2,
		'calls in one request',
		'dialog360',
		[cloudApiChange({ calls: [call({}), call({ event: 'terminate' })] }, 'calls')],
	],
	[
		2,
		'people who stop marketing messages at one time',
		'dialog360',
		[
			cloudApiChange(
				{ user_preferences: [preference({}), preference({ wa_id: '60123000222' })] },
				'user_preferences',
			),
		],
	],
])('%i: %s', (expected, _what, provider, calls) => {
	expect(countNew(provider, calls)).toBe(expected);
	// Redelivered hours later, in another order: nothing is new.
	expect(countNew(provider, [...calls, ...[...calls].reverse()])).toBe(expected);
});

it.each<[string, Receiver, RequestFixture, RequestFixture?]>([
	['a call', 'dialog360', cloudApiChange({ calls: [call({})] }, 'calls')],
	[
		'a preference',
		'dialog360',
		cloudApiChange({ user_preferences: [preference({})] }, 'user_preferences'),
	],
	[
		'a change in a group',
		'dialog360',
		cloudApiChange({ groups: [group({})] }, 'group_participants_update'),
	],
	[
		'a change of a template, whose time is outside',
		'dialog360',
		cloudApiChange({ event: 'PAUSED' }, 'message_template_status_update', { time: 1796000000 }),
	],
	[
		'a contact of the phone, whose time is two levels deep',
		'dialog360',
		cloudApiChange(
			{ state_sync: [{ type: 'contact', metadata: { timestamp: '1796000900' } }] },
			'smb_app_state_sync',
		),
	],
	[
		'a status that comes alone after it came in a batch',
		'dialog360',
		statuses(failed(131026), read({})),
		statuses(failed(131026)),
	],
	[
		'a status with its keys in another order',
		'dialog360',
		statuses(read({ recipient_id: '1' })),
		statuses({ recipient_id: '1', timestamp: '1796000500', status: 'read', id: 'wamid.G' }),
	],
	[
		'parameters in another order',
		'bulk360',
		form('status=SENT&msgid=1&error-code=20&msisdn=60123240066'),
		form('msisdn=60123240066&error-code=20&status=SENT&msgid=1'),
	],
])('%s that comes again after hours is one', (_what, provider, first, again = first) => {
	expect(countNew(provider, [first, again])).toBe(countNew(provider, [first]));
});

it('a report without a time is another one after hours', () => {
	const report = cloudApiChange({ errors: [{ code: 131000, title: 'x' }] });
	expect(countNew('dialog360', [report, report])).toBe(2);
});

it.each([
	['captured', 'a payment'],
	['failed', 'a failed payment'],
	['pending', 'a payment that waits'],
	['refunded', 'a word that nobody has described'],
])('a status of type payment, %s, is no status of a message: %s', (status) => {
	const [event] = parseEvents(
		'dialog360',
		statuses({
			id: 'wamid.P',
			type: 'payment',
			status,
			timestamp: '1796000600',
			recipient_id: '91',
		}),
	);
	expect(event).toMatchObject({
		event: 'other',
		type: 'payment',
		messageId: 'wamid.P',
		to: '91',
		timestamp: '2026-11-30T01:03:20.000Z',
	});
	expect(event).not.toHaveProperty('status');
	expect(event).not.toHaveProperty('error');
});

describe('superseded goes by message and recipient', () => {
	const marks = (events: WhatsAppEvent[]) => {
		new StatusTracker().markSuperseded(events);
		return events.map(({ superseded }) => superseded);
	};
	const step = (status: string, fields: object) => ({ id: 'wamid.G', status, ...fields });

	it.each<[string, boolean[], object[]]>([
		[
			'hidden members of a group',
			[false, false, true],
			[
				step('read', { recipient_participant_user_id: 'MY.1' }),
				step('delivered', { recipient_participant_user_id: 'MY.2' }),
				step('delivered', { recipient_participant_user_id: 'MY.1' }),
			],
		],
		[
			'members under both spellings',
			[false, true],
			[
				step('read', { participant_recipient_id: '60123' }),
				step('delivered', { recipient_participant_id: '60123' }),
			],
		],
		[
			'people without a number',
			[false, false, true],
			[
				step('read', { recipient_user_id: 'MY.1' }),
				step('sent', { recipient_user_id: 'MY.2' }),
				step('sent', { recipient_user_id: 'MY.1' }),
			],
		],
		[
			'a payment between two steps',
			[false, false, false],
			[step('sent', {}), step('failed', { type: 'payment' }), step('delivered', {})].slice(0, 3),
		],
	])('%s', (_what, expected, list) => {
		const marked = marks(parseEvents('dialog360', statuses(...list)));
		expect(marked.map((mark) => mark ?? false)).toEqual(expected);
	});

	it('and never at Bulk360, where the last notification counts', () => {
		const words = ['DELIVERED', 'UNDELIVERED', 'SENT', 'READ', 'SENT'];
		const events = words.flatMap((status, i) =>
			parseEvents('bulk360', form(`status=${status}&msgid=78-1-0&error-code=${500 + i}`)),
		);
		expect(marks(events)).toEqual(words.map(() => false));
	});
});
