import { cloudApiChange, parseEvents } from '../../support/parseEvents';

const metadata = { phone_number_id: '11', display_phone_number: '60377220000' };
const text = { from: '60123000111', id: 'wamid.S', timestamp: '1796000810', type: 'text' };
const contacts = [{ wa_id: '60123000111', profile: { name: 'Mei' } }];
const standby = (lists: object) => ({ messaging_product: 'whatsapp', metadata, standby: lists });

describe('while another app holds the conversation', () => {
	it('a message arrives as a message that only listens', () => {
		const value = standby({
			contacts,
			messages: [{ ...text, text: { body: 'hi' } }],
			message_echoes: [],
			statuses: [],
		});
		const [event, ...more] = parseEvents('dialog360', cloudApiChange(value, 'standby'));
		expect(more).toEqual([]);
		expect(event).toMatchObject({
			event: 'message',
			standby: true,
			id: 'standby:wamid.S',
			messageId: 'wamid.S',
			from: '60123000111',
			fromName: 'Mei',
			to: '60377220000',
			text: 'hi',
			timestamp: '2026-11-30T01:06:50.000Z',
		});
		expect(event.raw).toEqual(standby({ contacts, messages: [{ ...text, text: { body: 'hi' } }] }));
	});

	it('the same message, once this app holds it, is another event', () => {
		const message = { ...text, text: { body: 'hi' } };
		const ids = [
			...parseEvents('dialog360', cloudApiChange(standby({ messages: [message] }), 'standby')),
			...parseEvents('dialog360', cloudApiChange({ metadata, messages: [message] })),
		].map(({ id }) => id);
		expect(ids).toEqual(['standby:wamid.S', 'wamid.S']);
	});

	it.each<[string, object, string]>([
		['text', { type: 'text', text: { body: 'We call you back' } }, 'We call you back'],
		[
			'buttons',
			{ type: 'interactive', interactive: { type: 'button', body: { text: 'Which one?' } } },
			'Which one?',
		],
	])('what the other app sent is an echo, as it was sent: %s', (_what, message, expected) => {
		const sent = { messaging_product: 'whatsapp', to: '60123000111', ...message };
		const echo = { id: 'wamid.E', timestamp: '1796000820', message: sent };
		const value = standby({ message_echoes: [echo] });
		expect(parseEvents('dialog360', cloudApiChange(value, 'standby'))).toMatchObject([
			{
				event: 'other',
				type: 'echo',
				standby: true,
				to: '60123000111',
				text: expected,
				raw: { standby: { message_echoes: [echo] } },
			},
		]);
	});

	it('its receipts are statuses that only listen', () => {
		const value = standby({ statuses: [{ id: 'wamid.E', status: 'read', recipient_id: '60123' }] });
		expect(parseEvents('dialog360', cloudApiChange(value, 'standby'))).toMatchObject([
			{ event: 'status', status: 'read', messageId: 'wamid.E', standby: true },
		]);
	});

	it('lists that are not nested are read as well', () => {
		const value = { metadata, messages: [{ ...text, text: { body: 'hi' } }] };
		expect(parseEvents('dialog360', cloudApiChange(value, 'standby'))).toMatchObject([
			{ event: 'message', text: 'hi', standby: true, raw: value },
		]);
	});

	it('a change without lists is kept', () => {
		expect(parseEvents('dialog360', cloudApiChange({ a: 1 }, 'standby'))).toMatchObject([
			{ event: 'other', type: 'standby' },
		]);
	});
});

const handover = (fields: object) => ({
	messaging_product: 'whatsapp',
	recipient: metadata,
	sender: { phone_number: '60123000111' },
	timestamp: '1796000800',
	...fields,
});

it.each<[string, object, object]>([
	[
		'passed on, with a note and a summary',
		handover({
			type: 'control_passed',
			control_passed: {
				previous_owner_role: 'ai_agent',
				new_owner_role: 'escalation',
				metadata: 'refund',
				conversation_context: { type: 'summary', summary: { text: 'Wants a refund.' } },
			},
		}),
		{
			type: 'controlPassed',
			handover: {
				previousRole: 'ai_agent',
				newRole: 'escalation',
				metadata: 'refund',
				summary: 'Wants a refund.',
			},
		},
	],
	[
		'taken, without the number',
		handover({
			sender: { user_id: 'MY.8812' },
			type: 'control_taken',
			control_taken: { new_owner_role: 'customer_service' },
		}),
		{
			type: 'controlTaken',
			fromUserId: 'MY.8812',
			handover: {
				previousRole: null,
				newRole: 'customer_service',
				metadata: null,
				summary: null,
			},
		},
	],
	[
		'a word of the future',
		handover({ type: 'control_lent' }),
		{ type: 'control_lent', handover: { newRole: null } },
	],
])('a conversation was %s', (_what, value, expected) => {
	expect(parseEvents('dialog360', cloudApiChange(value, 'messaging_handovers'))).toMatchObject([
		{
			event: 'other',
			to: '60377220000',
			timestamp: '2026-11-30T01:06:40.000Z',
			raw: { changes: [{ value }] },
			...expected,
		},
	]);
});

it('the same handover twice has one id, another time another', () => {
	const at = (timestamp: string) =>
		parseEvents(
			'dialog360',
			cloudApiChange(handover({ type: 'control_taken', timestamp }), 'messaging_handovers'),
		)[0];
	expect(at('1796000800').id).toBe(at('1796000800').id);
	expect(at('1796000900').id).not.toBe(at('1796000800').id);
	expect(at('1796000800').internal).toEqual({ businessNumber: '60377220000', mayRecur: false });
});

it('a message says what was said before its conversation was passed here', () => {
	const value = {
		metadata,
		messages: [{ ...text, text: { body: 'hi' } }],
		conversation_context: { type: 'summary', summary: { text: 'Wants a refund.' } },
	};
	expect(parseEvents('dialog360', cloudApiChange(value))).toMatchObject([
		{ event: 'message', text: 'hi', handover: { newRole: null, summary: 'Wants a refund.' } },
	]);
});

it('an echo to somebody without a number says whom it went to', () => {
	const message = { recipient: 'MY.8812', type: 'text', text: { body: 'hi' } };
	const value = standby({ message_echoes: [{ id: 'wamid.E', timestamp: '1796000820', message }] });
	expect(parseEvents('dialog360', cloudApiChange(value, 'standby'))).toMatchObject([
		{ type: 'echo', to: 'MY.8812' },
	]);
});
