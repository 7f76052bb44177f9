import { cloudApiChange, parseEvents } from '../../support/parseEvents';

const metadata = { display_phone_number: '60377220000' };
const base = { id: 'wamid.1', from: '60123000111', timestamp: '1796000100' };
const read = (message: object) =>
	parseEvents('dialog360', cloudApiChange({ metadata, messages: [{ ...base, ...message }] }))[0];
const modica = (body: object) => parseEvents('modica', { body });

const system = (fields: object, message: object = {}) =>
	read({ type: 'system', system: fields, ...message });

it.each<[string, object, object]>([
	[
		'a number',
		system({
			type: 'user_changed_number',
			wa_id: '60129998888',
			user_id: 'MY.9901',
			previous_user_id: 'MY.8812',
			previous_parent_user_id: 'MY.ENT.3',
		}),
		{
			type: 'numberChanged',
			fromParentUserId: 'MY.ENT.3',
			from: '60123000111',
			newFrom: '60129998888',
			fromUserId: 'MY.8812',
			newFromUserId: 'MY.9901',
		},
	],
	[
		'a number, by its older name',
		system({ type: 'customer_changed_number', new_wa_id: '60129998888' }),
		{ type: 'numberChanged', newFrom: '60129998888' },
	],
	[
		'a user id, of somebody without a number',
		system(
			{ type: 'user_changed_user_id', user_id: 'MY.9901', previous_user_id: 'MY.8812' },
			{ from: undefined },
		),
		{ type: 'userIdChanged', fromUserId: 'MY.8812', newFromUserId: 'MY.9901' },
	],
	[
		'a user id, and the number with it',
		system({ type: 'user_changed_user_id', wa_id: '60129998888', user_id: 'MY.9901' }),
		{
			type: 'userIdChanged',
			from: '60123000111',
			newFrom: '60129998888',
			newFromUserId: 'MY.9901',
		},
	],
	[
		'an identity',
		system({ type: 'customer_identity_changed', wa_id: '60123000111' }),
		{ type: 'identityChanged' },
	],
	[
		'an identity at Modica',
		modica({
			id: '1',
			source: '6421',
			Destination: '6420',
			content: { identity: { hash: 'h' } },
		})[0],
		{ type: 'identityChanged', from: '6421' },
	],
	[
		'a number at Modica',
		modica({
			id: '1',
			source: '6421',
			content: { type: 'system', system: { type: 'user_changed_number', wa_id: '6422' } },
		})[0],
		{ type: 'numberChanged', newFrom: '6422' },
	],
	...(['stop', 'resume'] as const).map((value): [string, object, object] => [
		`marketing messages: ${value}`,
		parseEvents(
			'dialog360',
			cloudApiChange(
				{
					metadata,
					contacts: [{ wa_id: '60123000111', user_id: 'MY.8812', profile: { name: 'Mei' } }],
					user_preferences: [
						{
							wa_id: '60123000111',
							category: 'marketing_messages',
							value,
							detail: 'd',
							timestamp: 1796000700,
						},
					],
				},
				'user_preferences',
			),
		)[0],
		{
			type: value === 'stop' ? 'marketingStopped' : 'marketingResumed',
			optOut: value === 'stop',
			from: '60123000111',
			fromUserId: 'MY.8812',
			fromName: 'Mei',
			to: '60377220000',
			text: 'd',
			timestamp: '2026-11-30T01:05:00.000Z',
		},
	]),
	[
		'a user id, as some providers still forward it',
		parseEvents(
			'dialog360',
			cloudApiChange(
				{
					metadata,
					user_id_update: [
						{
							wa_id: '60123000111',
							user_id: { previous: 'MY.8812', current: 'MY.9901' },
							parent_user_id: { previous: 'MY.ENT.3', current: 'MY.ENT.4' },
							timestamp: '1796000700',
						},
					],
				},
				'user_id_update',
			),
		)[0],
		{
			type: 'userIdChanged',
			from: '60123000111',
			fromUserId: 'MY.8812',
			fromParentUserId: 'MY.ENT.3',
			newFromUserId: 'MY.9901',
			timestamp: '2026-11-30T01:05:00.000Z',
		},
	],
])('a contact changed %s', (_what, event, expected) => {
	expect(event).toMatchObject({ event: 'contact', ...expected });
});

it.each([
	['user_changed_user_id', '60123000111', '60123000111'],
	['user_changed_user_id', '5511987654321', '551187654321'],
	['customer_identity_changed', '60123000111', '60129998888'],
])('%s of %s has no new number: %s', (type, from, wa_id) => {
	expect(system({ type, wa_id }, { from })).not.toHaveProperty('newFrom');
});

it.each([
	['a notice that nobody has described', () => system({ type: 'user_joined' }), 'other'],
	[
		'a preference that nobody has described',
		() =>
			parseEvents(
				'dialog360',
				cloudApiChange({ user_preferences: [{ value: 'signup' }] }, 'user_preferences'),
			)[0],
		'other',
	],
	[
		'a message with an identity next to its text',
		() => read({ type: 'text', text: { body: 'hi' }, identity: { hash: 'h' } }),
		'message',
	],
])('%s', (_what, event, kind) => {
	expect(event().event).toBe(kind);
});
