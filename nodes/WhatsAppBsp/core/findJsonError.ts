import { getMatchEnd } from './getMatchEnd';

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const WHITESPACE = ' \t\n\r';

type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'next';

/** @param start of the string's opening quote */
function scanString(text: string, start: number): { end: number } | { error: number } {
	let at = start + 1;
	while (text[at] !== '"') {
		if (at >= text.length || text[at] < ' ') return { error: at };
		const next = text[at] === '\\' ? getMatchEnd(ESCAPE, text, at) : at + 1;
		if (next === undefined) return { error: at };
		at = next;
	}
	return { end: at + 1 };
}

/**
 * The position of the first character that JSON cannot have there, which engines report in different
 * words or not at all. The text's length: it ends too early. Undefined: the text is JSON.
 */
export function findJsonError(text: string): number | undefined {
	const open: string[] = [];
	let expected: Expected = 'value';
	for (let at = 0; ; ) {
		while (at < text.length && WHITESPACE.includes(text[at])) at += 1;
		const character: string | undefined = text[at];
		if (expected === 'next' && open.length === 0) return at < text.length ? at : undefined;
		if (character === undefined) return at;
		const isKey: boolean = expected === 'key' || expected === 'firstKey';
		const isValue = expected === 'value' || expected === 'firstValue';
		const closes = open[open.length - 1] === '{' ? '}' : ']';
		const canClose = ['next', 'firstKey', 'firstValue'].includes(expected) && open.length > 0;
		if (canClose && character === closes) {
			open.pop();
			expected = 'next';
			at += 1;
		} else if (character === '"' && (isKey || isValue)) {
			const scanned = scanString(text, at);
			if ('error' in scanned) return scanned.error;
			expected = isKey ? 'colon' : 'next';
			at = scanned.end;
		} else if (isValue && (character === '{' || character === '[')) {
			open.push(character);
			expected = character === '{' ? 'firstKey' : 'firstValue';
			at += 1;
		} else if (isValue) {
			const end = getMatchEnd(LITERAL, text, at);
			if (end === undefined) return at;
			expected = 'next';
			at = end;
		} else if (character === ':' && expected === 'colon') {
			expected = 'value';
			at += 1;
		} else if (character === ',' && expected === 'next') {
			expected = closes === '}' ? 'key' : 'value';
			at += 1;
		} else {
			return at;
		}
	}
}

/** What is wrong with a text that is no JSON, and where. */
export function describeJsonError(text: string): string {
	const position = findJsonError(text) ?? text.length;
	const before = text.slice(0, position).split('\n');
	const place = `line ${before.length}, column ${before[before.length - 1].length + 1}`;
	const character = [...text.slice(position, position + 2)][0];
	if (character === undefined) return `isn’t valid JSON: it ends too early, at ${place}`;
	if (character < ' ') {
		return `isn’t valid JSON: a line break or tab is inside a text at ${place}; write values as {{ JSON.stringify($json.text) }}`;
	}
	return `isn’t valid JSON: unexpected ${character} at ${place}`;
}
