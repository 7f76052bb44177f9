import { parseJson } from '../../../nodes/WhatsAppBsp/core/json';

describe('parseJson', () => {
	it.each<[string, unknown]>([
		['{"id":1234567890123456789}', { id: '1234567890123456789' }],
		['[-1234567890123456789, 12345]', ['-1234567890123456789', 12345]],
		['{"id":"1234567890123456789"}', { id: '1234567890123456789' }],
		['{"text":"\\"1234567890123456789"}', { text: '"1234567890123456789' }],
		['{"text":"\\\\","id":1234567890123456789}', { text: '\\', id: '1234567890123456789' }],
		['{"a":"1234567890123456, 1234567890123456"}', { a: '1234567890123456, 1234567890123456' }],
		['{"x":1.1234567890123456789}', { x: 1.1234567890123457 }],
		['{"x":1234567890123456e3}', { x: 1234567890123456e3 }],
		['null', null],
		['1234567890123456789', '1234567890123456789'],
	])('reads %s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it.each(['', '{', '1234567890123456 x', '"1234567890123456', 'undefined'])(
		'gives undefined of %j',
		(text) => {
			expect(parseJson(text)).toBeUndefined();
		},
	);

	it('reads some megabytes of escapes next to a long integer', () => {
		const text = '\n"\\'.repeat(1_000_000);
		const json = `{"text":${JSON.stringify(text)},"id":1234567890123456789}`;
		expect(parseJson(json)).toEqual({ text, id: '1234567890123456789' });
	});
});
