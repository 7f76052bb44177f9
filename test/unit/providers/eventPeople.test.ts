import { cloudApiChange, parseEvents, parseStatus } from '../../support/parseEvents';

const metadata = { display_phone_number: '60377220000' };
const base = { id: 'wamid.1', from: '60123000111', timestamp: '1796000100' };
const modica = (body: object) => parseEvents('modica', { body });

it.each([
	['Brazil', '5511987654321', '551187654321'],
	['Mexico', '525512345678', '5215512345678'],
	['Argentina', '541112345678', '5491112345678'],
	['Brazil, the other way round', '551187654321', '5511987654321'],
	['Malaysia', '60123240066', '60123240066'],
])('a name is found where wa_id and from differ: %s', (_country, from, waId) => {
	const message = (id: string, sender: string) => ({ id, from: sender, type: 'text' });
	const contacts = [
		{ wa_id: '4917', profile: { name: 'Somebody else' } },
		{ wa_id: waId, profile: { name: 'Ana' } },
	];
	const messages = [message('a', from), message('b', '4917')];
	const events = parseEvents('dialog360', cloudApiChange({ metadata, contacts, messages }));
	expect(events.map(({ fromName }) => fromName)).toEqual(['Ana', 'Somebody else']);
});

it.each([
	['5511987654321', '5511887654321'],
	['5511934567890', '551134567890'],
	['5215512345678', '5215512345679'],
	['6019987654321', '601987654321'],
])('numbers %s and %s are two people', (from, waId) => {
	const contacts = [{ wa_id: waId, profile: { name: 'Ana' } }, { wa_id: '1' }];
	const [event] = parseEvents(
		'dialog360',
		cloudApiChange({ contacts, messages: [{ ...base, from }] }),
	);
	expect(event).not.toHaveProperty('fromName');
});

it.each<[string, object, object]>([
	[
		'in the message',
		{ content: { type: 'text', from_user_id: 'NZ.1', text: { body: 'hi' } } },
		{ fromUserId: 'NZ.1', text: 'hi' },
	],
	[
		'next to the message',
		{ from_user_id: 'NZ.2', content: 'hi' },
		{ fromUserId: 'NZ.2', text: 'hi' },
	],
	[
		'with an empty source',
		{ source: '', content: { type: 'text', from_user_id: 'NZ.3' } },
		{ fromUserId: 'NZ.3' },
	],
	[
		'with a null source',
		{ source: null, content: { type: 'image', from_user_id: 'NZ.4', image: { id: '9' } } },
		{ fromUserId: 'NZ.4', type: 'image' },
	],
	[
		'with the number in the message',
		{ content: { type: 'text', from: '64210000000' } },
		{ from: '64210000000' },
	],
])('Modica without source: the sender is %s', (_where, body, expected) => {
	expect(modica({ id: '7', Destination: '6420', ...body })).toMatchObject([
		{ event: 'message', ...expected },
	]);
});

it('a change of an account that names the number is to it', () => {
	const value = {
		phone_number: '15550783881',
		event: 'PARTNER_REMOVED',
		disconnection_info: { reason: 'USER', initiated_by: 'USER' },
	};
	expect(parseEvents('dialog360', cloudApiChange(value, 'account_update'))).toMatchObject([
		{ event: 'account', to: '15550783881', internal: { businessNumber: '15550783881' } },
	]);
});

it.each<[object, string | undefined]>([
	[{ to_user_id: 'MY.8812' }, 'MY.8812'],
	[{ to: '60123000111', to_user_id: 'MY.8812' }, '60123000111'],
	[{ to: '', to_user_id: 'MY.8812' }, 'MY.8812'],
	[{ to: '+60 12-300 0111' }, '60123000111'],
	[{}, undefined],
])('an echo %p goes to %s', (fields, to) => {
	const echo = { id: 'wamid.E', from: '60377220000', type: 'text', ...fields };
	const [event] = parseEvents(
		'dialog360',
		cloudApiChange({ message_echoes: [echo] }, 'smb_message_echoes'),
	);
	expect(event).toMatchObject({ event: 'other', type: 'echo', from: '60377220000' });
	expect(event.to).toBe(to);
});

it.each<[string, object, string]>([
	['no errors', {}, 'unknown'],
	['an empty list', { errors: [] }, 'unknown'],
	['errors that are null', { errors: null }, 'unknown'],
	['errors that are a text', { errors: 'x' }, 'unknown'],
	['a code', { errors: [{ code: 131026 }] }, '131026'],
])('a failed status with %s has an error', (_what, fields, code) => {
	const { error } = parseStatus({ status: 'failed', ...fields });
	expect(error).toMatchObject({ code, retryable: false });
	expect(error?.title).not.toMatch(/code unknown/);
	expect(error?.advice).toMatch(/\.$/);
});

it('a message that only the phone shows has its code', () => {
	const errors = [{ code: 131060, title: 'Message unavailable' }];
	const unsupported = { ...base, type: 'unsupported', errors };
	expect(parseEvents('dialog360', cloudApiChange({ messages: [unsupported] }))).toMatchObject([
		{
			event: 'message',
			type: 'unsupported',
			error: { code: '131060', details: 'Message unavailable' },
		},
	]);
});
