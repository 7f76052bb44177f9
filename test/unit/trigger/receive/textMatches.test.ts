import fc from 'fast-check';
import {
	createTextMatcher,
	InvalidPatternError,
	isMatch,
	parsePattern,
	toCharacters,
} from '../../../../nodes/WhatsAppBsp/trigger/receive/textMatches';

const matches = (pattern: string, text: string, ignoreCase = true) =>
	createTextMatcher([pattern], ignoreCase)(text);

it.each([
	['yes', 'yes', true],
	['yes', 'yes!', false],
	['yes', 'oh yes', false],
	['yes', 'YES', true],
	['ja*', 'Ja, bitte', true],
	['ja*', 'ja', true],
	['*order*', 'My ORDER is late', true],
	['*order*', 'my ordre', false],
	['order #????', 'Order #1234', true],
	['order #????', 'Order #123', false],
	['a*b*c', 'a-b-b-c', true],
	['a*b*c', 'a-c-b', false],
	['**a**', 'xay', true],
	['*', 'anything', true],
	['*', '', true],
	['?', '', false],
	['?*', 'a', true],
	['', '', true],
	['', 'a', false],
	['*a?', 'aaa', true],
	['line*two', 'line one\nline two', true],
	['yes', '  yes\n', true],
	['a.c', 'abc', false],
	['(a+)+$', '(a+)+$', true],
	['why\\?', 'why?', true],
	['why\\?', 'why!', false],
	['5 \\* 5', '5 * 5', true],
	['5 \\* 5', '5 x 5', false],
	['a\\\\b', 'a\\b', true],
	['a\\\\*', 'a\\ and more', true],
	['a\\b', 'a\\b', true],
	['a\\', 'a\\', true],
	['??', '👍🏽', true],
	['?', '👍', true],
	['👍*', '👍 yes', true],
	['привет*', 'ПРИВЕТ, мир', true],
	['ΟΔΟΣ', 'οδος', true],
	['straße', 'STRAßE', true],
	['?stanbul', 'İstanbul', true],
])('%j of %j: %s', (pattern, text, expected) => {
	expect(matches(pattern, text)).toBe(expected);
});

it.each([
	['STOP', 'STOP', true],
	['STOP', 'stop', false],
	['*Ü', 'ü', false],
])('with case: %j of %j: %s', (pattern, text, expected) => {
	expect(matches(pattern, text, false)).toBe(expected);
});

it('needs one of several patterns', () => {
	const isOne = createTextMatcher(['yes*', 'no*'], true);
	expect(['Yes!', 'no', 'maybe', 'oh no'].map(isOne)).toEqual([true, true, false, false]);
	expect(createTextMatcher([], true)('a')).toBe(false);
});

it('says what the regular expression of the same meaning says', () => {
	const piece = fc.constantFrom('a', 'b', 'B', '*', '?', '\\*', '\\?', '\\\\', '👍', '.');
	const pattern = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
	const unit = fc.constantFrom('a', 'b', 'B', '*', '?', '\\', '👍', '.');
	const text = fc.string({ unit, maxLength: 5 });
	let matched = 0;
	fc.assert(
		fc.property(pattern, text, fc.boolean(), (source, said, ignoreCase) => {
			const same = source.replace(/\\[*?\\]|[^]/gu, (part) => {
				if (part === '*') return '[^]*';
				if (part === '?') return '[^]';
				return part.length > 1 ? part : part.replace(/[.\\]/, '\\$&');
			});
			const known = new RegExp(`^(?:${same})$`, ignoreCase ? 'iu' : 'u').test(said);
			if (known) matched++;
			expect([source, said, matches(source, said, ignoreCase)]).toEqual([source, said, known]);
		}),
		{ seed: 20_261_128, numRuns: 5000, endOnFailure: true },
	);
	expect(matched).toBeGreaterThan(200);
});

describe('work', () => {
	/** How often a character of the text is looked at. */
	function looksAt(pattern: string, text: string): number {
		let looks = 0;
		const counted = new Proxy(toCharacters(text, true), {
			get: (characters, key) => {
				if (typeof key === 'string' && key !== 'length') looks++;
				return Reflect.get(characters, key) as unknown;
			},
		});
		isMatch(parsePattern(pattern, true), counted);
		return looks;
	}

	it.each([
		['a few runs', '*a*a*a*a*b', 'a'],
		['many runs', '*a'.repeat(100), 'a'],
		['a long end', `*${'a'.repeat(198)}b`, 'a'],
		['a long end, and more', `*${'a'.repeat(198)}b*`, 'a'],
		['short parts', `${'*aaaa'.repeat(40)}b`, 'a'],
		['any characters', `*${'?'.repeat(200)}b*`, 'a'],
		['two characters', `${'*ab'.repeat(60)}c`, 'ab'],
		['runs of runs', `${'*'.repeat(200)}b`, 'a'],
	])('%s: each token is compared at most once for each character', (_, pattern, part) => {
		const [one, two] = [400, 800].map((size) => {
			const looks = looksAt(pattern, part.repeat(size).slice(0, size));
			expect(looks).toBeGreaterThan(0);
			expect(looks).toBeLessThanOrEqual(size * pattern.length);
			return looks;
		});
		expect(two - one).toBeLessThanOrEqual(400 * pattern.length);
	});

	it('is small for many stars: none is tried again but the last one', () => {
		expect(looksAt('*a*a*a*a*b', 'a'.repeat(4096))).toBeLessThanOrEqual(2 * 4096);
	});
});

it('looks at no more than the longest text that WhatsApp has', () => {
	expect(matches('*b', 'a'.repeat(4095) + 'b')).toBe(true);
	expect(matches('*b', '👍'.repeat(4095) + 'b')).toBe(true);
	expect(matches('*b', 'a'.repeat(4096) + 'b')).toBe(false);
	expect(matches('a*', 'a'.repeat(1_000_000))).toBe(true);
});

it('rejects patterns that are too long in total', () => {
	const [half, more] = ['a'.repeat(1000), 'a'.repeat(1001)];
	expect(createTextMatcher([half, half], true)(half)).toBe(true);
	expect(() => createTextMatcher([half, more], true)).toThrow(InvalidPatternError);
	expect(() => createTextMatcher([half, more], true)).toThrow(
		'The patterns have 2001 characters in total, the limit is 2000',
	);
});
