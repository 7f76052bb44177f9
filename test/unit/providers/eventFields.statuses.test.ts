import { cloudApiChange, parseEvents, parseStatus } from '../../support/parseEvents';

const metadata = { display_phone_number: '60377220000' };

it.each<[object, object]>([
	[
		{ billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' },
		{ billable: true, category: 'service', type: 'regular', model: 'PMP' },
	],
	[
		{ pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' },
		{ billable: false, category: 'referral_conversion', type: 'free_entry_point', model: 'PMP' },
	],
	[
		{ billable: 'true', category: 'group_utility' },
		{ billable: true, category: 'group_utility', type: null, model: null },
	],
	[
		{ pricing_model: 'CBP', category: 'authentication-international' },
		{ billable: null, category: 'authentication_international', type: null, model: 'CBP' },
	],
	[
		{
			billable: true,
			pricing_model: 'PMP',
			type: 'regular',
			category: 'marketing_lite',
			cost: { amount: 0.031, currency: 'USD' },
		},
		{
			billable: true,
			category: 'marketing_lite',
			type: 'regular',
			model: 'PMP',
			estimatedCost: 0.031,
			currency: 'USD',
		},
	],
	[
		{ type: 'regular', category: 'word_of_the_future' },
		{ billable: true, category: 'word_of_the_future', type: 'regular', model: null },
	],
])('the price %p', (pricing, expected) => {
	expect(parseStatus({ pricing }).pricing).toStrictEqual(expected);
	// Statuses of groups have it one level deeper.
	expect(parseStatus({ conversation: { id: 'c', pricing } }).pricing).toStrictEqual(expected);
});

it('a conversation has an end only where it says so', () => {
	expect(
		parseStatus({
			conversation: { id: 'c', origin: { type: 'marketing' }, expiration_timestamp: '1796086400' },
		}).conversation,
	).toStrictEqual({ id: 'c', origin: 'marketing', expiresAt: '2026-12-01T00:53:20.000Z' });
	expect(parseStatus({ conversation: { origin: { type: 'utility' } } }).conversation).toStrictEqual(
		{
			id: null,
			origin: 'utility',
			expiresAt: null,
		},
	);
	expect(parseStatus({ conversation: {} })).not.toHaveProperty('conversation');
});

it.each([
	[
		{ recipient_participant_id: '60123000111', recipient_participant_user_id: 'MY.1' },
		'60123000111',
	],
	[{ participant_recipient_id: '60123000111' }, '60123000111'],
	[{ recipient_participant_user_id: 'MY.1' }, 'MY.1'],
])('a group’s status says which member it is about: %j', (fields, participant) => {
	const status = { recipient_type: 'group', recipient_id: 'Y2Fw', ...fields };
	expect(parseStatus(status)).toMatchObject({ groupId: 'Y2Fw', participant });
});

it.each<[string, string, object, object]>([
	[
		'groups',
		'group_participants_update',
		{ groups: [{ timestamp: '1796000860', type: 'group_participants_add', group_id: 'Y2Fw' }] },
		{ event: 'other', type: 'groupParticipantsAdd', groupId: 'Y2Fw' },
	],
	[
		'clicks on marketing messages',
		'messages',
		{
			user_actions: [
				{ action_type: 'marketing_messages_link_click', timestamp: '1796001000' },
				{ action_type: 'marketing_messages_link_click', timestamp: '1796001001' },
			],
		},
		{ event: 'other', type: 'marketing_messages_link_click' },
	],
	[
		'payment settings',
		'payment_configuration_update',
		{ configuration_name: 'a', status: 'Active' },
		{ event: 'account' },
	],
])('%s', (_what, field, value, expected) => {
	const events = parseEvents('dialog360', cloudApiChange({ metadata, ...value }, field));
	const entries = Object.values(value).find(Array.isArray) as unknown[] | undefined;
	expect(events).toHaveLength(entries?.length ?? 1);
	for (const event of events) expect(event).toMatchObject({ to: '60377220000', ...expected });
	expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

const NO_CODE = { title: 'The message couldn’t be delivered', category: 'unknown' };

it.each<[object, object]>([
	[
		{ errors: [{ title: 'Message undeliverable', message: 'Blocked' }] },
		{ ...NO_CODE, details: 'Message undeliverable: Blocked' },
	],
	[
		{ errors: [{ code: '131026', title: 'Undeliverable', error_data: 'An old version' }] },
		{ code: '131026', details: 'Undeliverable: An old version' },
	],
	[{ errors: [{}] }, NO_CODE],
	[{ errors: [] }, NO_CODE],
	[{}, NO_CODE],
	[{ errors: { code: 131026 } }, { code: '131026', category: 'recipient' }],
])('a failure with %j', (status, expected) => {
	const { error } = parseStatus({ status: 'failed', ...status });
	expect(error).toMatchObject(expected);
	expect(error?.advice).not.toContain('code unknown');
});

it.each<[object, object]>([
	[{ errors: [{}] }, { code: 'failed' }],
	[{ errors: [{ title: 'No route' }] }, { code: 'failed', details: 'No route' }],
	[{ errors: { code: 131026 } }, { code: '131026', category: 'recipient' }],
	[
		{ error: { code: 131026, title: 'Undeliverable' } },
		{ code: '131026', details: 'Undeliverable' },
	],
	[{ error: 'x' }, { code: 'failed' }],
])('a failure of Modica with %j', (body, expected) => {
	const [event] = parseEvents('modica', { body: { id: 'u1', status: 'failed', ...body } });
	expect(event.error).toMatchObject(expected);
	expect(event.error?.advice).not.toContain('code unknown');
});

it.each([131000, 131016, 131056, 131057, 130429])(
	'nothing is sent again for what Modica reports later, wherever the code is: %d',
	(code) => {
		for (const said of [{ errors: [{ code }] }, { code }, { error_code: code, detail: 'Busy' }]) {
			const [{ error }] = parseEvents('modica', { body: { id: 'u1', status: 'failed', ...said } });
			expect(error).toMatchObject({ code: `${code}`, retryable: false, retryAfterMs: null });
			expect(error?.details).toBe('detail' in said ? said.detail : undefined);
		}
	},
);

it('an incoming message’s error without a code says so', () => {
	const errors = [{ title: 'Something is wrong' }];
	const message = { id: 'wamid.1', from: '60123240066', type: 'unsupported', errors };
	const value = { metadata, messages: [message] };
	const [{ error }] = parseEvents('dialog360', cloudApiChange(value));
	expect(error).toMatchObject({
		title: 'WhatsApp reported an error without a code',
		details: 'Something is wrong',
	});
});
