import { matcher } from '../../../nodes/WhatsAppBsp/events/pattern';

/** The engine's own regular expressions say what is right. */
const texts = [
	'',
	'a',
	'aaa',
	'ORDER 1234',
	'order #12345678',
	'my order #1234 please',
	'Straße 5',
	'привет, мир',
	'line one\nline two',
	'a.b-c_d',
	'x]y',
	'👍 yes',
	'yes/no\\maybe',
	'aXbXc',
	'{2} (3) [4]',
	'tab\there',
];

const patterns = [
	'a',
	'^a$',
	'^a*$',
	'^$',
	'order',
	'^order #?\\d{4,8}$',
	'order\\s+#?(\\d+)',
	'(yes|no)',
	'^(?:yes|👍)',
	'[a-c]{3}',
	'[^a-z]',
	'[\\d\\s]+$',
	'\\border\\b',
	'\\Brder',
	'a.b',
	'a\\.b',
	'a.*c',
	'a.*?c',
	'(a|b|c)X(a|b|c)',
	'(ab?)+x',
	'((a*)*)*b',
	'x{0}y',
	'a{2}',
	'a{2,}',
	'a{4,}',
	'[\\]]',
	'\\{2\\}',
	'\\[4\\]$',
	'one\\nline',
	'\\t',
	'[.]b',
	'[a-]',
	'\\D+5',
	'\\W\\d',
	'\\S\\s\\S',
	'a|',
	'|',
	'()',
	'(a|)b',
	'по|прив',
	'ß',
	'[а-я]+, [а-я]+',
];

describe.each(patterns)('%s', (pattern) => {
	it.each(texts)('says of %j what a regular expression says', (text) => {
		expect(matcher(pattern)(text)).toBe(new RegExp(pattern, 'iu').test(text));
	});
});

it('takes letters of every script for word characters', () => {
	expect(matcher('^\\w+$')('привет')).toBe(true);
	expect(matcher('\\bмир\\b')('привет, мир!')).toBe(true);
});

it.each([
	['(', "'(' without a matching ')'"],
	[')', "')' without a matching '('"],
	['[a', "'[' without a matching ']'"],
	['*a', "there is nothing for '*' to repeat"],
	['a\\', 'ends with a backslash'],
	['(?=a)', 'lookaround'],
	['(?<n>a)', 'lookaround'],
	['(a)\\1', "'\\1' is not supported"],
	['\\p', "'\\p' is not supported"],
	['[z-a]', "'z-a' is not a valid range"],
	['a{3,2}', "'{3,2}' is not a valid range"],
	['a{9999}', 'too long'],
	['('.repeat(60) + ')'.repeat(60), 'nested too deeply'],
])('%s is refused with a reason', (pattern, reason) => {
	expect(() => matcher(pattern)).toThrow(reason);
});

/** Each of these keeps JavaScript's own regular expressions busy for longer than the universe is old. */
it.each([
	'^(a+)+$',
	'^(a|a)*$',
	'^(a|aa)+$',
	'(a*)*b',
	'^(.*a){20}$',
	'(x+x+)+y',
	'^(([a-z])+.)+[A-Z]([a-z])+$',
	'a*a*a*a*a*a*a*a*b',
])('%s comes to an end on the longest text, where backtracking would not', (pattern) => {
	const matches = matcher(pattern);
	expect(typeof matches('a'.repeat(4096) + '!')).toBe('boolean');
	expect(typeof matches('x'.repeat(4096))).toBe('boolean');
});

it('looks at no more than the longest text that WhatsApp has', () => {
	expect(matcher('b')('a'.repeat(4095) + 'b')).toBe(true);
	expect(matcher('b')('a'.repeat(4096) + 'b')).toBe(false);
});
