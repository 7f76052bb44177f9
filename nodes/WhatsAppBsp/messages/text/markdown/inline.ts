import { createDelimiter, resolveEmphasis, type Delimiter } from './emphasis';
import { decodeEntity, ENTITY_PATTERN } from './entities';
import { joinTokens, type Token } from './joinTokens';
import { parseLinkTarget } from './linkTarget';
import { BacktickRuns, findEmailAddresses, findUrlEnd } from './literals';

/** A `[` or `![` that may begin a link. */
interface Bracket {
	isImage: boolean;
	/** False around a link: links can't be nested. */
	isActive: boolean;
	tokenIndex: number;
	delimiterCount: number;
}

const ESCAPABLE = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+)>/iy;
/** HTML's line break, which language models write, with a line break of the text behind it. */
const LINE_BREAK = /<br\s*\/?>[ \t]*\n?[ \t]*/iy;
const ENTITY = new RegExp(ENTITY_PATTERN, 'y');
const DELIMITER_RUN = /\*+|_+|~+/y;
const BACKTICK_RUN = /`+/y;
/** At least one character, then up to the next one that may have a meaning. */
const PLAIN_TEXT = /[^](?:(?!https?:\/\/)[^\\`<&[\]!*_~])*/iy;
/** The outermost brackets of more are text: without a bound, nested labels take quadratic time. */
const MAX_NESTED_BRACKETS = 32;

/**
 * CommonMark's inline marks as WhatsApp's: `**bold**` → `*bold*`, `*italic*` → `_italic_`,
 * `~~struck~~` → `~struck~`, links as text and URL, `<br>` as a line break. URLs, e-mail addresses
 * and code stay.
 * @param insideBold no bold inside of bold, such as in a heading
 */
export function convertInline(source: string, insideBold = false): string {
	return new InlineParser(source, insideBold).convert();
}

/** Reads from left to right without going back, so that time is proportional to the text. */
class InlineParser {
	private readonly tokens: Token[] = [];

	private readonly delimiters: Delimiter[] = [];

	private readonly brackets: Bracket[] = [];

	private readonly backticks: BacktickRuns;

	/** Addresses that are still ahead, the last one first. */
	private readonly emails: ReturnType<typeof findEmailAddresses>;

	private position = 0;

	constructor(
		private readonly source: string,
		private readonly insideBold: boolean,
	) {
		this.backticks = new BacktickRuns(source);
		this.emails = findEmailAddresses(source).reverse();
	}

	convert(): string {
		while (this.position < this.source.length) this.readNext();
		resolveEmphasis(this.delimiters, this.insideBold);
		return joinTokens(this.tokens);
	}

	private readNext(): void {
		const { source, position } = this;
		switch (source[position]) {
			case '\\':
				return this.readEscape();
			case '`':
				return this.readCodeSpan();
			case '<':
				return this.readAngleBracket();
			case '&':
				return this.readEntity();
			case '[':
				return this.openBracket('[');
			case '!':
				return source[position + 1] === '[' ? this.openBracket('![') : this.readPlainText();
			case ']':
				return this.closeBracket();
			case '*':
			case '_':
			case '~':
				return this.readDelimiter();
			default:
				return this.readUrlOrText();
		}
	}

	private addText(text: string, end: number): void {
		this.tokens.push({ kind: 'text', text });
		this.position = end;
	}

	private match(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.position;
		return pattern.exec(this.source);
	}

	private readPlainText(): void {
		const [text] = this.match(PLAIN_TEXT) as RegExpExecArray;
		this.addText(text, this.position + text.length);
	}

	private readUrlOrText(): void {
		const end = findUrlEnd(this.source, this.position, this.brackets.length > 0);
		if (end < 0) this.readPlainText();
		else this.addText(this.source.slice(this.position, end), end);
	}

	private readEscape(): void {
		const next = this.source[this.position + 1] ?? '';
		if (ESCAPABLE.test(next)) this.addText(next, this.position + 2);
		else this.addText('\\', this.position + 1);
	}

	private readCodeSpan(): void {
		const [fence] = this.match(BACKTICK_RUN) as RegExpExecArray;
		const start = this.position + fence.length;
		const end = this.backticks.findClosing(start, fence.length);
		if (end < 0) return this.addText(fence, start);
		const inner = this.source.slice(start, end).replace(/\n/g, ' ');
		const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && /[^ ]/.test(inner);
		const code = isPadded ? inner.slice(1, -1) : inner;
		return this.addText(`\`${code}\``, end + fence.length);
	}

	private readAngleBracket(): void {
		const lineBreak = this.match(LINE_BREAK);
		if (lineBreak) return this.addText('\n', this.position + lineBreak[0].length);
		const match = this.match(AUTOLINK);
		if (!match) return this.readPlainText();
		return this.addText(match[1].replace(/^mailto:/i, ''), this.position + match[0].length);
	}

	private readEntity(): void {
		const match = this.match(ENTITY);
		if (!match) return this.readPlainText();
		return this.addText(decodeEntity(match[0]), this.position + match[0].length);
	}

	private readDelimiter(): void {
		const [run] = this.match(DELIMITER_RUN) as RegExpExecArray;
		const end = this.position + run.length;
		if (this.isInEmailAddress()) return this.addText(run, end);
		const delimiter = createDelimiter(this.source, this.position, run.length);
		this.tokens.push(delimiter);
		this.delimiters.push(delimiter);
		this.position = end;
	}

	private isInEmailAddress(): boolean {
		const { emails, position } = this;
		while (emails.length > 0 && emails[emails.length - 1].end <= position) emails.pop();
		return emails.length > 0 && emails[emails.length - 1].start <= position;
	}

	private openBracket(text: '[' | '!['): void {
		this.brackets.push({
			isImage: text === '![',
			isActive: true,
			tokenIndex: this.tokens.length,
			delimiterCount: this.delimiters.length,
		});
		if (this.brackets.length > MAX_NESTED_BRACKETS) this.brackets.shift();
		this.addText(text, this.position + text.length);
	}

	private closeBracket(): void {
		const bracket = this.brackets.pop();
		const target = bracket?.isActive && parseLinkTarget(this.source, this.position + 1);
		if (!bracket || !target) return this.addText(']', this.position + 1);
		const label = this.takeLabel(bracket);
		if (!bracket.isImage) {
			for (const outer of this.brackets) outer.isActive &&= outer.isImage;
		}
		return this.addText(formatLink(label, target.address), target.end);
	}

	/** Removes everything since the bracket, and returns it as text. */
	private takeLabel({ tokenIndex, delimiterCount }: Bracket): string {
		resolveEmphasis(this.delimiters.splice(delimiterCount), this.insideBold);
		return joinTokens(this.tokens.splice(tokenIndex).slice(1)).trim();
	}
}

/** Text and URL; the URL alone if both are the same. */
function formatLink(label: string, address: string): string {
	const shown = address.replace(/^mailto:/i, '');
	if (shown === '') return label;
	return label === '' || label === shown ? shown : `${label} (${shown})`;
}
