/**
 * CommonMark's inline marks as WhatsApp's: `**bold**` → `*bold*`, `*italic*` → `_italic_`,
 * `~~struck~~` → `~struck~`, links as text and address. Follows the delimiter algorithm of the
 * CommonMark specification 0.31, section 6.2 and its appendix.
 */

type Token = TextToken | DelimiterToken;

interface TextToken {
	kind: 'text';
	text: string;
}

/** A run of `*`, `_` or `~` that may open or close emphasis. */
interface DelimiterToken {
	kind: 'delimiter';
	char: string;
	/** Marks not used up yet. */
	count: number;
	/** Length of the whole run, for the rule of three. */
	length: number;
	canOpen: boolean;
	canClose: boolean;
	/** WhatsApp's marks that end in front of what is left of the run. */
	closing: string;
	/** WhatsApp's marks that begin behind what is left of the run. */
	opening: string;
}

const ESCAPABLE = /[!-/:-@[-`{-~]/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const AUTOLINK = /^<((?:https?:\/\/|mailto:)[^\s<>]*)>/i;
const LINK_TARGET =
	/^\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;
const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	hellip: '…',
	ndash: '–',
	mdash: '—',
	copy: '©',
};
/** No link has a longer text; without a bound, a row of brackets would be read over and over. */
const LONGEST_LABEL = 1000;
const ENTITY = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));/;

/** Emphasis inside a heading, which is bold as a whole, would double its marks. */
const MARKS: Readonly<Record<string, string>> = { strong: '*', emphasis: '_', strike: '~' };

/** @param plain leave bold out: the text stands where all is bold */
export function inline(source: string, plain = false): string {
	const tokens = tokenize(source, plain);
	resolve(tokens, plain);
	return tokens.map(write).join('');
}

function write(token: Token): string {
	if (token.kind === 'text') return token.text;
	return token.closing + token.char.repeat(token.count) + token.opening;
}

function tokenize(source: string, plain: boolean): Token[] {
	const tokens: Token[] = [];
	const text = (value: string) => tokens.push({ kind: 'text', text: value });
	let at = 0;
	while (at < source.length) {
		const char = source[at];
		const rest = source.slice(at);
		if (char === '\\' && ESCAPABLE.test(source[at + 1] ?? '')) {
			text(source[at + 1]);
			at += 2;
		} else if (char === '`') {
			at += codeSpan(rest, text);
		} else if (char === '<' && AUTOLINK.test(rest)) {
			const [whole, address] = AUTOLINK.exec(rest) as RegExpExecArray;
			text(address.replace(/^mailto:/i, ''));
			at += whole.length;
		} else if (char === '&' && ENTITY.test(rest)) {
			const match = ENTITY.exec(rest) as RegExpExecArray;
			text(entity(match));
			at += match[0].length;
		} else if (char === '[' || (char === '!' && source[at + 1] === '[')) {
			at += link(rest, plain, text);
		} else if (char === '*' || char === '_' || char === '~') {
			const run = new RegExp(`^\\${char}+`).exec(rest) as RegExpExecArray;
			tokens.push(delimiter(char, run[0].length, source, at));
			at += run[0].length;
		} else {
			const plainText = /^[^\\`<&[!*_~]+|^[^]/.exec(rest) as RegExpExecArray;
			text(plainText[0]);
			at += plainText[0].length;
		}
	}
	return tokens;
}

function codeSpan(rest: string, text: (value: string) => void): number {
	const [fence] = /^`+/.exec(rest) as RegExpExecArray;
	const end = new RegExp(`[^\`](${fence})(?!\`)`).exec(rest.slice(fence.length - 1));
	if (!end) {
		text(fence);
		return fence.length;
	}
	const close = fence.length - 1 + end.index + 1;
	const inner = rest.slice(fence.length, close).replace(/\n/g, ' ');
	const code = /^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner;
	text(`\`${code}\``);
	return close + fence.length;
}

function entity([whole, decimal, hex, name]: RegExpExecArray): string {
	if (name) return ENTITIES[name] ?? whole;
	const code = decimal ? Number(decimal) : parseInt(hex, 16);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** `[text](address)` as text and address; the address alone when both are the same. */
function link(rest: string, plain: boolean, text: (value: string) => void): number {
	const start = rest[0] === '!' ? 2 : 1;
	const end = closingBracket(rest, start);
	const target = end > 0 ? LINK_TARGET.exec(rest.slice(end + 1)) : null;
	if (!target) {
		text(rest.slice(0, start));
		return start;
	}
	const label = inline(rest.slice(start, end), plain).trim();
	const address = (target[1] ?? target[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
	const shown = address.replace(/^mailto:/i, '');
	if (shown === '') text(label);
	else text(label === '' || label === shown ? shown : `${label} (${shown})`);
	return end + 1 + target[0].length;
}

/** Where the bracket that opened before `start` closes, or -1. Code in between is passed over. */
function closingBracket(rest: string, start: number): number {
	let depth = 1;
	const end = Math.min(rest.length, start + LONGEST_LABEL);
	for (let at = start; at < end; at++) {
		const char = rest[at];
		if (char === '\\') at++;
		else if (char === '`') {
			const [fence] = /^`+/.exec(rest.slice(at)) as RegExpExecArray;
			const close = rest.indexOf(fence, at + fence.length);
			at = close > 0 ? close + fence.length - 1 : at + fence.length - 1;
		} else if (char === '[') depth++;
		else if (char === ']' && --depth === 0) return at;
	}
	return -1;
}

function delimiter(char: string, length: number, source: string, at: number): DelimiterToken {
	const before = lastCodePoint(source.slice(Math.max(0, at - 2), at)) ?? '\n';
	const after = [...source.slice(at + length, at + length + 2)][0] ?? '\n';
	const spaceAfter = /\s/.test(after);
	const spaceBefore = /\s/.test(before);
	const left = !spaceAfter && (!PUNCTUATION.test(after) || spaceBefore || PUNCTUATION.test(before));
	const right =
		!spaceBefore && (!PUNCTUATION.test(before) || spaceAfter || PUNCTUATION.test(after));
	const isUnderscore = char === '_';
	return {
		kind: 'delimiter',
		char,
		count: length,
		length,
		canOpen: left && (!isUnderscore || !right || PUNCTUATION.test(before)),
		canClose: right && (!isUnderscore || !left || PUNCTUATION.test(after)),
		closing: '',
		opening: '',
	};
}

function lastCodePoint(text: string): string | undefined {
	return [...text].pop();
}

/** Pairs closers with openers, the innermost first, and notes WhatsApp's marks between them. */
function resolve(tokens: Token[], plain: boolean): void {
	for (let at = 0; at < tokens.length; at++) {
		const closer = tokens[at];
		if (closer.kind !== 'delimiter' || !closer.canClose) continue;
		let from = openerOf(tokens, at, closer);
		while (from >= 0 && closer.count > 0) {
			const opener = tokens[from] as DelimiterToken;
			const isStrike = closer.char === '~';
			const used = isStrike ? closer.count : Math.min(2, opener.count, closer.count);
			const name = isStrike ? 'strike' : used === 2 ? 'strong' : 'emphasis';
			const mark = plain && name === 'strong' ? '' : MARKS[name];
			opener.count -= used;
			closer.count -= used;
			opener.opening = mark + opener.opening;
			closer.closing += mark;
			// What stands between a pair can pair with nothing outside of it any more.
			for (const inner of tokens.slice(from + 1, at)) {
				if (inner.kind === 'delimiter') inner.canOpen = inner.canClose = false;
			}
			from = openerOf(tokens, at, closer);
		}
	}
}

function openerOf(tokens: Token[], at: number, closer: DelimiterToken): number {
	for (let from = at - 1; from >= 0; from--) {
		const opener = tokens[from];
		if (opener.kind !== 'delimiter' || opener.char !== closer.char) continue;
		if (!opener.canOpen || opener.count === 0) continue;
		if (closer.char === '~') {
			if (opener.count === closer.count && opener.count <= 2) return from;
			continue;
		}
		// The rule of three: a run that can do both does not pair with one that makes up a multiple of 3.
		const both = opener.canClose || closer.canOpen;
		const isOdd =
			both &&
			(opener.length + closer.length) % 3 === 0 &&
			(opener.length % 3 !== 0 || closer.length % 3 !== 0);
		if (!isOdd) return from;
	}
	return -1;
}
