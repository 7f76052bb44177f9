import { getMatchEnd } from '../../../core/getMatchEnd';

/** What Markdown must leave as it is: bare URLs, e-mail addresses and code spans. */

interface Span {
	start: number;
	end: number;
}

const URL_START = /https?:\/\/[\p{L}\p{N}[_]/iuy;
const URL_END = /[\s<]/;
const TRAILING_PUNCTUATION = '?!.,:*_~\'"';
const ENTITY_CHARACTER = /[a-z0-9]/i;
const LOCAL_PART_CHARACTER = /[a-z0-9.+_-]/i;
const LETTER_OR_DIGIT = /[a-z0-9]/i;
const EMAIL_DOMAIN = /[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/iy;

/**
 * Where the bare URL at a position ends, or -1 if there is none. It can begin anywhere, so that no
 * URL is changed, and ends where GitHub's does.
 *
 * Source: GitHub Flavored Markdown 0.29, section 6.9 "Autolinks (extension)".
 * @param insideBrackets a link's text may end here, so an unbalanced `]` isn't part of the URL
 */
export function findUrlEnd(source: string, start: number, insideBrackets: boolean): number {
	const afterFirst = getMatchEnd(URL_START, source, start);
	if (afterFirst === undefined) return -1;
	let end = afterFirst - 1;
	let openBrackets = 0;
	let unclosed = 0;
	for (; end < source.length && !URL_END.test(source[end]); end++) {
		const char = source[end];
		if (char === '(') unclosed++;
		else if (char === ')') unclosed--;
		else if (char === '[') openBrackets++;
		else if (char === ']' && --openBrackets < 0 && insideBrackets) break;
	}
	return trimUrlEnd(source, start, end, -unclosed);
}

/** @param extraClosing how many more parentheses the URL closes than it opens */
function trimUrlEnd(source: string, start: number, until: number, extraClosing: number): number {
	let end = until;
	for (; end > start; end--) {
		const last = source[end - 1];
		if (last === ';') end = findEntityStart(source, end) + 1;
		else if (last === ')' && extraClosing > 0) extraClosing--;
		else if (!TRAILING_PUNCTUATION.includes(last)) break;
	}
	return end;
}

/** Where the `&…;` begins that ends at a position, or where its semicolon is if there is none. */
function findEntityStart(source: string, end: number): number {
	let at = end - 2;
	while (ENTITY_CHARACTER.test(source[at])) at--;
	return source[at] === '&' && at < end - 2 ? at : end - 1;
}

/** Looks around each `@`, so that text without one costs nothing. */
export function findEmailAddresses(source: string): Span[] {
	const found: Span[] = [];
	for (let at = source.indexOf('@'); at >= 0; at = source.indexOf('@', at + 1)) {
		let start = at;
		while (start > 0 && LOCAL_PART_CHARACTER.test(source[start - 1])) start--;
		// Marks in front of an address belong to the text around it: `__a@b.example__` is bold.
		while (start < at && !LETTER_OR_DIGIT.test(source[start])) start++;
		const domainEnd = start === at ? undefined : getMatchEnd(EMAIL_DOMAIN, source, at + 1);
		if (domainEnd === undefined) continue;
		let end = domainEnd;
		while (!LETTER_OR_DIGIT.test(source[end - 1])) end--;
		found.push({ start, end });
	}
	return found;
}

/**
 * Finds the run of backticks that closes a code span. All runs are read once: looking for each
 * opener's closer takes quadratic time if there is none.
 */
export class BacktickRuns {
	/** Length of a run → positions of such runs, the last one first. */
	private positions: Map<number, number[]> | undefined;

	constructor(private readonly source: string) {}

	/** Positions must grow from call to call. @returns -1 if no run of this length follows */
	findClosing(after: number, length: number): number {
		this.positions ??= this.readAll();
		const left = this.positions.get(length) ?? [];
		while (left.length > 0 && left[left.length - 1] < after) left.pop();
		return left.length > 0 ? left[left.length - 1] : -1;
	}

	private readAll(): Map<number, number[]> {
		const positions = new Map<number, number[]>();
		for (const { 0: run, index } of [...this.source.matchAll(/`+/g)].reverse()) {
			const known = positions.get(run.length);
			if (known) known.push(index);
			else positions.set(run.length, [index]);
		}
		return positions;
	}
}
