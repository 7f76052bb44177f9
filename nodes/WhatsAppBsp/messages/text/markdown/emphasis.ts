/**
 * Emphasis by the delimiter algorithm of the CommonMark specification 0.31 (section 6.2 and its
 * appendix), with `~` of GitHub Flavored Markdown, in time proportional to the number of delimiters.
 */

/** A run of `*`, `_` or `~` that may open or close emphasis. */
export interface Delimiter {
	kind: 'delimiter';
	char: string;
	position: number;
	/** Characters not used up yet. */
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

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** Letters of words that no space separates: bold may begin and end between them, next to punctuation, too. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A longer run of `~` is text. */
const MAX_TILDES = 2;

const MARKS = { strong: '*', emphasis: '_', strike: '~' } as const;

export function createDelimiter(source: string, position: number, length: number): Delimiter {
	const char = source[position];
	const before = getLastCodePoint(source.slice(Math.max(0, position - 2), position)) ?? '\n';
	const after = [...source.slice(position + length, position + length + 2)][0] ?? '\n';
	const spaceAfter = /\s/.test(after);
	const spaceBefore = /\s/.test(before);
	const isBold = char === '*' && length === 2;
	const endsWord = spaceBefore || PUNCTUATION.test(before) || (isBold && UNSPACED.test(before));
	const beginsWord = spaceAfter || PUNCTUATION.test(after) || (isBold && UNSPACED.test(after));
	const left = !spaceAfter && (!PUNCTUATION.test(after) || endsWord);
	const right = !spaceBefore && (!PUNCTUATION.test(before) || beginsWord);
	const isUnderscore = char === '_';
	// WhatsApp shows no mark between letters or digits, such as those of `*165*3#` and `10*20`.
	const isInWord = char === '*' && length === 1 && /^[a-z0-9]{2}$/i.test(before + after);
	const isText = isInWord || (char === '~' && length > MAX_TILDES);
	return {
		kind: 'delimiter',
		char,
		position,
		count: length,
		length,
		canOpen: left && !isText && (!isUnderscore || !right || PUNCTUATION.test(before)),
		canClose: right && !isText && (!isUnderscore || !left || PUNCTUATION.test(after)),
		closing: '',
		opening: '',
	};
}

function getLastCodePoint(text: string): string | undefined {
	return [...text].pop();
}

/**
 * Pairs closers with openers, the innermost first, and notes WhatsApp's marks in them.
 * @param insideBold no bold inside of bold: it would double WhatsApp's marks
 */
export function resolveEmphasis(delimiters: readonly Delimiter[], insideBold: boolean): void {
	const openers: Delimiter[] = [];
	/** The specification's `openers_bottom`: no opener before this position fits closers of this kind. */
	const searchedUpTo = new Map<string, number>();
	for (const closer of delimiters) {
		while (closer.canClose && closer.count > 0) {
			const kind = getCloserKind(closer);
			const found = findOpener(openers, closer, searchedUpTo.get(kind) ?? 0);
			if (found < 0) {
				searchedUpTo.set(kind, closer.position);
				break;
			}
			// Openers between the two can't pair with anything outside of them any more.
			openers.length = found + 1;
			pair(openers[found], closer, insideBold);
			if (openers[found].count === 0) openers.pop();
		}
		if (closer.canOpen && closer.count > 0) openers.push(closer);
	}
}

/** Closers of the same kind fit the same openers. */
function getCloserKind({ char, canOpen, length }: Delimiter): string {
	return char === '~' ? `~${length}` : `${char}${canOpen}${length % 3}`;
}

function findOpener(openers: readonly Delimiter[], closer: Delimiter, since: number): number {
	for (let at = openers.length - 1; at >= 0 && openers[at].position >= since; at--) {
		if (fits(openers[at], closer)) return at;
	}
	return -1;
}

function fits(opener: Delimiter, closer: Delimiter): boolean {
	if (opener.char !== closer.char) return false;
	if (closer.char === '~') return opener.length === closer.length;
	// The rule of three: a run that can do both doesn't pair with one that makes up a multiple of 3.
	const canDoBoth = opener.canClose || closer.canOpen;
	const isMultipleOfThree = (opener.length + closer.length) % 3 === 0;
	return !canDoBoth || !isMultipleOfThree || closer.length % 3 === 0;
}

function pair(opener: Delimiter, closer: Delimiter, insideBold: boolean): void {
	const isStrike = closer.char === '~';
	const used = isStrike ? closer.count : Math.min(2, opener.count, closer.count);
	const name = isStrike ? 'strike' : used === 2 ? 'strong' : 'emphasis';
	const mark = insideBold && name === 'strong' ? '' : MARKS[name];
	opener.count -= used;
	closer.count -= used;
	opener.opening = mark + opener.opening;
	closer.closing += mark;
}
