import { asBoolean } from '../../../nodes/WhatsAppBsp/core/parse';
import { encodeUrl } from '../../../nodes/WhatsAppBsp/core/url';
import { quote } from '../../../nodes/WhatsAppBsp/core/quote';
import { validateUrl } from '../../../nodes/WhatsAppBsp/core/validation';

it.each([
	[true, true],
	['true', true],
	[' True\n', true],
	['TRUE\u200b', true],
	[false, false],
	['False', false],
	[1, undefined],
	['1', undefined],
	['', undefined],
	[null, undefined],
	[['true'], undefined],
])('takes %j for %p', (given, expected) => {
	expect(asBoolean(given)).toBe(expected);
});

describe('several URLs in one field', () => {
	it.each([
		'https://a.example/1.jpg https://a.example/2.jpg',
		'https://a.example/1.jpg\nhttps://a.example/2.jpg',
		'https://a.example/1.jpg\r\n\r\nHTTP://a.example/2.jpg',
		'https://a.example/1.jpg?v=1 https://a.example/2.jpg?v=1',
		'https://a.example/my photo.jpg https://a.example/2.jpg',
	])('are left as they are and named: %j', (text) => {
		expect(encodeUrl(text)).toBe(text);
		expect(validateUrl('URL', text)).toEqual([
			{ field: 'URL', problem: 'contains several URLs; enter one' },
		]);
	});

	it.each([
		['https://a.example/my photo.jpg', 'https://a.example/my%20photo.jpg'],
		[
			'https://wa.me/60123240066?text=Look at https://a.example',
			'https://wa.me/60123240066?text=Look%20at%20https://a.example',
		],
		[
			'https://wa.me/60123240066?text=Hello https://a.example',
			'https://wa.me/60123240066?text=Hello%20https://a.example',
		],
		['https://a.example/r?to=https://b.example', 'https://a.example/r?to=https://b.example'],
	])('are not seen in one: %s', (text, encoded) => {
		expect(encodeUrl(text)).toBe(encoded);
		expect(validateUrl('URL', encoded)).toEqual([]);
	});
});

describe('an input in a message', () => {
	it.each(['', 'x'.repeat(80), '🙂'.repeat(80)])('is quoted whole: %s', (text) => {
		expect(quote(text)).toBe(`'${text}'`);
	});

	it.each(['x', '🙂'])('is cut after 80 characters: %s', (character) => {
		for (const length of [81, 100, 1_000_000]) {
			expect(quote(character.repeat(length))).toBe(`'${character.repeat(80)}…'`);
		}
	});
});
