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

it.each([
	{ from: '60377220000', to: '60123000111', direction: 'BUSINESS_INITIATED' },
	{ from: '60377220000', to: '60123000111' },
])('the business’s own call is from nobody else: %j', (call) => {
	const [event] = readAll({ calls: [{ ...CALL, ...call }] });
	expect(event).toMatchObject({ to: '60123000111', type: 'calls' });
	expect(event).not.toHaveProperty('from');
	expect(event).not.toHaveProperty('error');
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
