import { validateMessage } from '../../../nodes/WhatsAppBsp/messages/validateMessage';
import { countCodePoints } from '../../../nodes/WhatsAppBsp/core/validation';
import { baseMimeType, formatSize } from '../../../nodes/WhatsAppBsp/messages/mediaTypes';
import { fillApprovedText } from '../../../nodes/WhatsAppBsp/messages/approvedText';
import {
	buildBodyComponent,
	validateValues,
} from '../../../nodes/WhatsAppBsp/messages/template/values';
import { parseJson } from '../../../nodes/WhatsAppBsp/core/json';
import { redactSecrets } from '../../../nodes/WhatsAppBsp/transport/redactSecrets';

describe('limits', () => {
	it.each([
		['hello', 5],
		['🙂🙂', 2],
		['👨‍👩‍👧', 5],
		['', 0],
	])('counts code points of %j', (text, count) => {
		expect(countCodePoints(text)).toBe(count);
	});

	it('takes 4096 emoji and no more', () => {
		const text = (length: number) => ({
			content: { type: 'text' as const, body: '🙂'.repeat(length) },
		});
		expect(validateMessage(text(4096))).toEqual([]);
		expect(validateMessage(text(4097))).toEqual([
			{ field: 'Text', problem: 'has 4097 characters; the maximum is 4096' },
		]);
	});

	it('names all faults of a message', () => {
		const fields = validateMessage({
			content: { type: 'media', mediaType: 'audio', source: { link: 'ftp://x' }, caption: 'c' },
			callbackData: 'x'.repeat(513),
		}).map(({ field }) => field);
		expect(fields).toEqual(['Media URL', 'Caption', 'Callback Data']);
	});
});

it.each([
	['image/jpg', 'image/jpeg'],
	['Audio/OGG; codecs=opus', 'audio/ogg'],
	['video/3gp', 'video/3gpp'],
	['audio/x-aac', 'audio/aac'],
	['audio/vnd.dlna.adts', 'audio/aac'],
	['audio/x-mpeg', 'audio/mpeg'],
	['application/x-pdf', 'application/pdf'],
	['application/pdf', 'application/pdf'],
])('knows the type %s as %s', (typed, mimeType) => {
	expect(baseMimeType(typed)).toBe(mimeType);
});

it.each([
	[5 * 1024 * 1024, '5 MB'],
	[5 * 1024 * 1024 + 1, '5.01 MB'],
	[512, '512 bytes'],
	[2048, '2 kB'],
])('writes %i bytes as %s', (bytes, text) => {
	expect(formatSize(bytes)).toBe(text);
});

describe('template values', () => {
	it('are positional in the order of their numbers', () => {
		expect(
			buildBodyComponent([
				{ name: '2', text: 'b' },
				{ name: '{{1}}', text: 'a' },
			]),
		).toEqual({
			type: 'body',
			parameters: [
				{ type: 'text', text: 'a' },
				{ type: 'text', text: 'b' },
			],
		});
	});

	it.each([
		[
			[
				{ name: '1', text: 'a' },
				{ name: 'x', text: 'b' },
			],
			/mix/,
		],
		[[{ name: '2', text: 'a' }], /has no value for \{\{1\}\}/],
		[
			[
				{ name: 'a', text: 'x' },
				{ name: 'a', text: 'y' },
			],
			/has two values for/,
		],
		[[{ name: '', text: '' }], /empty/],
		[[{ name: '', text: 'a\tb' }], /tab/],
	])('%j do not fit', (values, problem) => {
		expect(
			validateValues(values)
				.map((violation) => violation.problem)
				.join(),
		).toMatch(problem);
	});

	it('are filled in once: a value may hold braces', () => {
		expect(
			fillApprovedText('{{1}} {{ 2 }} {{1}}', [
				{ name: '', text: '{{2}}' },
				{ name: '', text: '$& $1' },
			]),
		).toEqual({ text: '{{2}} $& $1 {{2}}', violations: [] });
	});
});

it.each([
	['{"id":9007199254740993}', { id: '9007199254740993' }],
	[
		'{"id":"9007199254740993","n":12,"f":1.1234567890123456789}',
		{ id: '9007199254740993', n: 12, f: 1.1234567890123457 },
	],
	['{"t":"a \\" 12345678901234567890"}', { t: 'a " 12345678901234567890' }],
	['null', null],
	['', undefined],
	['{"a":', undefined],
])('parses %s without losing digits', (text, value) => {
	expect(parseJson(text)).toEqual(value);
});

it('blots secrets out as they are and as they stand in a URL', () => {
	const account = { apiKey: 'se cret/1', baseUrl: 'https://a.example', appSecret: 'abcdef' };
	expect(redactSecrets('x se cret/1 y se%20cret%2F1 abcdef https://a.example', account)).toBe(
		'x [hidden] y [hidden] [hidden] https://a.example',
	);
});
