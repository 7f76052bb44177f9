import { normalizePhoneNumber } from '../../../nodes/WhatsAppBsp/core/phoneNumber';
import { toIsoTimestamp } from '../../../nodes/WhatsAppBsp/core/toIsoTimestamp';
import { RECEIVED_AT } from '../../support/webhookRequest';

it.each([
	['60123240066', '60123240066'],
	['+60 12-324 0066', '60123240066'],
	['(060) 123', '060123'],
	[60123240066, '60123240066'],
	['whatsapp:60123240066', '60123240066'],
	['whatsapp:+60123240066', '60123240066'],
	['256701234567@c.us', '256701234567'],
	['US.13491208655302741918', 'US.13491208655302741918'],
	['120363041234567890@g.us', '120363041234567890@g.us'],
	['', undefined],
	['+', undefined],
	[null, undefined],
	[{}, undefined],
])('the number of %p is %p', (value, expected) => {
	expect(normalizePhoneNumber(value)).toBe(expected);
});

it.each([
	['1750000000', '2025-06-15T15:06:40.000Z'],
	[1750000000, '2025-06-15T15:06:40.000Z'],
	['1750000000123', '2025-06-15T15:06:40.123Z'],
	[1750000000123, '2025-06-15T15:06:40.123Z'],
	['1750000000.5', '2025-06-15T15:06:40.500Z'],
	['2026-11-20T08:00:01Z', '2026-11-20T08:00:01.000Z'],
	['2026-11-20T16:00:01+08:00', '2026-11-20T08:00:01.000Z'],
	['2026-11-20 08:00:01', '2026-11-20T08:00:01.000Z'],
	['nonsense', RECEIVED_AT.toISOString()],
	['', RECEIVED_AT.toISOString()],
	['0', RECEIVED_AT.toISOString()],
	[Number.NaN, RECEIVED_AT.toISOString()],
	[-1, RECEIVED_AT.toISOString()],
	['99999999999999999999', RECEIVED_AT.toISOString()],
	[null, RECEIVED_AT.toISOString()],
	[{}, RECEIVED_AT.toISOString()],
])('the time of %p is %s', (value, expected) => {
	expect(toIsoTimestamp(value, RECEIVED_AT)).toBe(expected);
});

it('reads a time without a zone in the zone that it is given', () => {
	expect(toIsoTimestamp('2026-11-20 16:00:01', RECEIVED_AT, '+08:00')).toBe(
		'2026-11-20T08:00:01.000Z',
	);
});
