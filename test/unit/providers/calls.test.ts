import { cloudApiChange, parseEvents } from '../../support/parseEvents';

const metadata = { phone_number_id: '11', display_phone_number: '60377220000' };
const contacts = [
	{ wa_id: '60123000111', user_id: 'MY.8812', profile: { name: 'Ana', username: '@ana' } },
];
const CALL = { id: 'wacid.1', event: 'terminate', timestamp: '1796000720' };

const readAll = (value: object, field = 'calls') =>
	parseEvents('dialog360', cloudApiChange({ metadata, ...value }, field));

it('a customer’s call says who called, and why it failed', () => {
	const calls = [
		{
			...CALL,
			from: '60123000111',
			from_user_id: 'MY.8812',
			to: '60377220000',
			direction: 'USER_INITIATED',
			status: 'FAILED',
			errors: [{ code: 138001, title: 'Receiver cannot be called' }],
		},
	];
	expect(readAll({ calls, contacts })).toMatchObject([
		{
			event: 'other',
			type: 'calls',
			from: '60123000111',
			fromUserId: 'MY.8812',
			fromName: 'Ana',
			fromUsername: '@ana',
			to: '60377220000',
			error: { code: '138001' },
			raw: { changes: [{ value: { calls, contacts } }] },
		},
	]);
});

it.each<[object, string]>([
	[{ from: '60123000111', cta_payload: 'case-4411' }, 'case-4411'],
	[{ from: '60123000111', biz_opaque_callback_data: 'b', cta_payload: 'c' }, 'b'],
	[{ to: '60123000111', direction: 'BUSINESS_INITIATED', biz_opaque_callback_data: 'b' }, 'b'],
])('what came with the call or its button: %j', (call, callbackData) => {
	expect(readAll({ calls: [{ ...CALL, ...call }] })).toMatchObject([
		{ type: 'calls', callbackData },
	]);
});

it.each([
	{ from: '60377220000', to: '60123000111', direction: 'BUSINESS_INITIATED' },
	{ from: '60377220000', to: '60123000111' },
])('the business’s own call is from nobody else: %j', (call) => {
	const [event] = readAll({ calls: [{ ...CALL, ...call }] });
	expect(event).toMatchObject({ to: '60123000111', type: 'calls' });
	expect(event).not.toHaveProperty('from');
	expect(event).not.toHaveProperty('error');
});

describe('a call that failed', () => {
	const calls = [
		{ ...CALL, to: '60123000111', direction: 'BUSINESS_INITIATED', status: 'FAILED' },
		{ ...CALL, id: 'wacid.2', to: '60123000112', direction: 'BUSINESS_INITIATED' },
	];
	const errors = [{ code: 138007, message: 'Connect Timeout error' }];

	it('has its reason, which Meta writes next to the list', () => {
		expect(readAll({ calls: [calls[0]], errors })).toMatchObject([
			{
				event: 'other',
				type: 'calls',
				to: '60123000111',
				error: { code: '138007', retryable: false },
				raw: { changes: [{ value: { calls: [calls[0]], errors } }] },
			},
		]);
	});

	it('has its own reason before that', () => {
		const own = { ...calls[0], errors: [{ code: 138001 }] };
		expect(readAll({ calls: [own, calls[1]], errors }).map(({ error }) => error?.code)).toEqual([
			'138001',
			'138007',
		]);
	});
});

it('lists of messages next to others that no event is made of stay in raw', () => {
	const value = { user_actions: [{ action_type: 'click' }], messages: [{ id: 'x' }], errors: [] };
	expect(readAll(value, 'of_the_future')).toMatchObject([
		{ type: 'click', raw: { changes: [{ value }] } },
	]);
});

it.each<[string, string, object, string | undefined]>([
	['a call', 'calls', { direction: 'BUSINESS_INITIATED', to_user_id: 'MY.8812' }, 'MY.8812'],
	[
		'a call',
		'calls',
		{ direction: 'BUSINESS_INITIATED', to: '60123000111', to_user_id: 'MY.8812' },
		'60123000111',
	],
	['a call', 'calls', { direction: 'BUSINESS_INITIATED' }, undefined],
	['a call’s status', 'statuses', { recipient_user_id: 'MY.8812' }, 'MY.8812'],
	['a call’s status', 'statuses', {}, undefined],
])('%s in %s with %j is to the person, never to the business', (_, list, fields, to) => {
	const [event] = readAll({ [list]: [{ id: 'wacid.1', timestamp: '1796000720', ...fields }] });
	expect(event.to).toBe(to);
	expect(event.internal?.businessNumber).toBe('60377220000');
});

it.each([
	[{ from_parent_user_id: 'MY.ENT.3' }, {}],
	[{ parent_user_id: 'MY.ENT.3' }, { parent_user_id: 'MY.ENT.4' }],
	[{}, { parent_user_id: 'MY.ENT.3' }],
])('a call by a customer has the ID in the business portfolio: %j, %j', (call, contact) => {
	const calls = [{ ...CALL, from_user_id: 'MY.8812', direction: 'USER_INITIATED', ...call }];
	const value = { calls, contacts: [{ ...contacts[0], ...contact }] };
	expect(readAll(value)).toMatchObject([
		{ from: '60123000111', fromUserId: 'MY.8812', fromParentUserId: 'MY.ENT.3' },
	]);
});

it('a call by somebody without a number is theirs where nothing names the business either', () => {
	const calls = [{ ...CALL, from_user_id: 'MY.8812' }];
	const [event] = parseEvents('dialog360', cloudApiChange({ calls }, 'calls'));
	expect(event).toMatchObject({ type: 'calls', fromUserId: 'MY.8812' });
});

it('a preference that nobody has described yet says whose it is', () => {
	const preference = {
		wa_id: '60123000111',
		user_id: 'MY.8812',
		category: 'marketing_messages',
		value: 'signup',
		timestamp: 1796000720,
	};
	expect(readAll({ user_preferences: [preference], contacts }, 'user_preferences')).toMatchObject([
		{
			event: 'other',
			type: 'user_preferences',
			from: '60123000111',
			fromUserId: 'MY.8812',
			fromName: 'Ana',
		},
	]);
});

describe('a list beside those of messages', () => {
	const click = { action_type: 'marketing_messages_link_click', timestamp: '1796000720' };

	it.each([
		['none', []],
		['one', [{ id: 'wamid.1', status: 'read', timestamp: '1796000700', recipient_id: '6012' }]],
	])('is an event of its own, next to %s', (_, statuses) => {
		const events = readAll({ statuses, user_actions: [click] }, 'messages');
		expect(events.map(({ event, type }) => [event, type])).toEqual([
			...statuses.map(() => ['status', undefined]),
			['other', 'marketing_messages_link_click'],
		]);
		expect(JSON.stringify(events.at(-1)?.raw)).toContain('link_click');
		expect(JSON.stringify(events.at(-1)?.raw)).not.toContain('wamid.1');
	});
});

it('a call’s status is about whom the business calls', () => {
	const statuses = [
		{ id: 'wacid.1', type: 'call', status: 'RINGING', recipient_id: '60123000111', timestamp: '1' },
	];
	expect(readAll({ statuses })).toMatchObject([{ type: 'calls', to: '60123000111' }]);
});

it('a history that the business doesn’t share says why', () => {
	const history = [{ errors: [{ code: 2593109, title: 'History sharing is turned off' }] }];
	expect(readAll({ history }, 'history')).toMatchObject([
		{ event: 'other', type: 'history', error: { code: '2593109' } },
	]);
});
