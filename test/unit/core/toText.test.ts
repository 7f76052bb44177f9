import { DateTime } from 'luxon';
import { describeNonText, toText } from '../../../nodes/WhatsAppBsp/core/toText';

it.each<[unknown, string]>([
	['Hi', 'Hi'],
	['', ''],
	['👍🏽', '👍🏽'],
	['Hi \ud83d', 'Hi \ufffd'],
	['\udc4d Hi', '\ufffd Hi'],
	['\udc4d\ud83d', '\ufffd\ufffd'],
	[0, '0'],
	[12.5, '12.5'],
	[-0, '0'],
	[BigInt('100000000000000000000'), '100000000000000000000'],
	[true, 'true'],
	[false, 'false'],
	[null, ''],
	[undefined, ''],
	[new Date(Date.UTC(2026, 10, 21, 12)), '2026-11-21T12:00:00.000Z'],
	[
		DateTime.fromISO('2026-11-21T12:00:00', { zone: 'Asia/Kuala_Lumpur' }),
		'2026-11-21T12:00:00.000+08:00',
	],
])('writes %p as %p', (value, text) => {
	expect(toText(value)).toBe(text);
});

it.each<[string, unknown, RegExp]>([
	['an object', { a: 1 }, /, not an object; use one of its fields/],
	['an object without a prototype', Object.create(null), /, not an object/],
	['an object that writes itself', { toString: () => 'Hi' }, /, not an object/],
	['what looks like a date', { isLuxonDateTime: true, toISO: () => null }, /, not an object/],
	['a list', ['a', 'b'], /, not a list; join its entries/],
	['a function', () => 'Hi', /must be text or a number$/],
	['no number', NaN, /must be text or a number$/],
	['no end', Infinity, /must be text or a number$/],
	['no date', new Date(NaN), /must be text or a number/],
	['no date of luxon’s', DateTime.fromISO('no'), /must be text or a number/],
	['a symbol', Symbol('Hi'), /must be text or a number/],
])('does not write %s', (_, value, problem) => {
	expect(toText(value)).toBeUndefined();
	expect(describeNonText(value)).toMatch(problem);
});
