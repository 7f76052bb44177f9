import { describeJsonError, findJsonError } from '../../../nodes/WhatsAppBsp/core/findJsonError';

const VALID = [
	'{}',
	' [ ] ',
	'{"a": [1, -0.5e+3, true, false, null, {"b": "\\u00e9\\n\\""}]}',
	'"text"',
	'-12.5',
	'null',
	'[[[[]]], {"": {}}]',
];

it.each(VALID)('finds nothing wrong with %s', (text) => {
	expect(findJsonError(text)).toBeUndefined();
});

it.each<[string, string]>([
	['{ "type": ', 'it ends too early, at line 1, column 11'],
	['', 'it ends too early, at line 1, column 1'],
	['{\n  "a": 1,\n}', 'unexpected } at line 3, column 1'],
	["{ 'a': 1 }", "unexpected ' at line 1, column 3"],
	['{ "a": “b” }', 'unexpected “ at line 1, column 8'],
	['[1 2]', 'unexpected 2 at line 1, column 4'],
	['{ "a" 1 }', 'unexpected 1 at line 1, column 7'],
	['{ a: 1 }', 'unexpected a at line 1, column 3'],
	['[1, 2', 'it ends too early, at line 1, column 6'],
	['{} {}', 'unexpected { at line 1, column 4'],
	['{ "a": undefined }', 'unexpected u at line 1, column 8'],
	['[object Object]', 'unexpected o at line 1, column 2'],
	['{ "a": "Hi "Ana"" }', 'unexpected A at line 1, column 13'],
	['{ "a": "\\x" }', 'unexpected \\ at line 1, column 9'],
	['{ "text": "one\ntwo" }', 'a line break or tab is inside a text at line 1, column 15'],
])('says where %j stops being JSON', (text, expected) => {
	expect(() => JSON.parse(text) as unknown).toThrow();
	expect(describeJsonError(text)).toContain(`isn’t valid JSON: ${expected}`);
});

it('agrees with JSON.parse about every text with one character changed or cut off', () => {
	const isJson = (text: string) => {
		try {
			JSON.parse(text);
			return true;
		} catch {
			return false;
		}
	};
	const [, , text] = VALID;
	const variants = [...text].flatMap((_, i) => [
		text.slice(0, i),
		...[...'"{}[],:x1\\ \n'].flatMap((character) => [
			`${text.slice(0, i)}${character}${text.slice(i + 1)}`,
			`${text.slice(0, i)}${character}${text.slice(i)}`,
		]),
	]);
	expect(variants.filter((each) => isJson(each) !== (findJsonError(each) === undefined))).toEqual(
		[],
	);
});
