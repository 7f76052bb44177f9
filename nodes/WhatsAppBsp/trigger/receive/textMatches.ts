/** WhatsApp's longest text, in code points. Anything after that is ignored. */
const MAX_TEXT = 4096;

/** Code points of all patterns together. A text costs at most `MAX_TEXT` comparisons for each. */
const MAX_PATTERNS = 2000;

const ANY_RUN = Symbol('*');
const ANY_ONE = Symbol('?');

type Token = string | typeof ANY_RUN | typeof ANY_ONE;

/** The patterns of 'Text Matches' are not usable. */
export class InvalidPatternError extends Error {
	constructor(reason: string) {
		super(`'Text Matches' can’t be used: ${reason}`);
		this.name = 'InvalidPatternError';
	}
}

/**
 * @param patterns with `*` for any run of characters and `?` for one; `\*`, `\?` and `\\` stand for
 * themselves
 * @returns whether one of them matches a whole text, apart from white space around it
 * @throws InvalidPatternError when they are too long
 */
export function createTextMatcher(
	patterns: string[],
	ignoreCase: boolean,
): (text: string) => boolean {
	const length = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
	if (length > MAX_PATTERNS) {
		throw new InvalidPatternError(
			`The patterns have ${length} characters in total, the limit is ${MAX_PATTERNS}`,
		);
	}
	const parsed = patterns.map((pattern) => parsePattern(pattern, ignoreCase));
	return (text) => {
		const start = text.trim().slice(0, 2 * MAX_TEXT);
		const characters = toCharacters(start, ignoreCase).slice(0, MAX_TEXT);
		return parsed.some((pattern) => isMatch(pattern, characters));
	};
}

export function parsePattern(pattern: string, ignoreCase: boolean): Token[] {
	// A backslash before anything else is a backslash.
	const parts = pattern.match(/\\[*?\\]|[^]/gu) ?? [];
	return parts.map((part) => {
		if (part === '*') return ANY_RUN;
		if (part === '?') return ANY_ONE;
		const [character] = toCharacters(
			part.length > 1 && part[0] === '\\' ? part[1] : part,
			ignoreCase,
		);
		return character;
	});
}

/** Code points, each converted alone, so that their number stays the same. */
export function toCharacters(text: string, ignoreCase: boolean): string[] {
	const characters = [...text];
	if (!ignoreCase) return characters;
	// Upper case first: a Greek sigma has two lower cases.
	return characters.map((character) => character.toUpperCase().toLowerCase());
}

/**
 * Only the last `*` is ever tried again, one character further: it can match whatever an earlier one
 * could. No token is compared more often than the text has characters, whatever the pattern.
 */
export function isMatch(pattern: readonly Token[], text: readonly string[]): boolean {
	let at = 0;
	let next = 0;
	let afterRun = -1;
	let runEnd = 0;
	while (at < text.length) {
		const token = pattern[next];
		if (token === ANY_RUN) {
			next += 1;
			afterRun = next;
			runEnd = at;
		} else if (token === ANY_ONE || token === text[at]) {
			next += 1;
			at += 1;
		} else if (afterRun >= 0) {
			next = afterRun;
			runEnd += 1;
			at = runEnd;
		} else {
			return false;
		}
	}
	while (pattern[next] === ANY_RUN) next += 1;
	return next === pattern.length;
}
