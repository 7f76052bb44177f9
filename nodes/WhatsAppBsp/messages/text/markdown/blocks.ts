import { inline } from './inline';

const FENCE = /^( {0,3})(?:(`{3,})[^`]*|(~{3,}).*)$/;
const HEADING = /^ {0,3}#{1,6}(?=[ \t]|$)(.*?)(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const LIST_ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$/;
/** An empty item, or one that does not begin at 1, does not end a paragraph. */
const INTERRUPTING_ITEM = /^\s*(?:[-*+]|1[.)])[ \t]+\S/;
const QUOTE = /^ {0,3}((?:>[ \t]?)+)(.*)$/;
const TABLE_RULE_CELL = /^:?-+:?$/;

/** What a horizontal rule becomes: WhatsApp has none. */
const RULE_TEXT = '———';

type Reader = (lines: string[], at: number) => { text: string; next: number } | undefined;

/** ```` ``` ```` around the lines as they are. WhatsApp takes the fence with and without lines of its own. */
const fenced: Reader = (lines, at) => {
	const open = FENCE.exec(lines[at]);
	if (!open) return undefined;
	const [, indent, backticks, tildes] = open;
	const fence = backticks ?? tildes;
	const close = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*$`);
	const outdent = new RegExp(`^ {0,${indent.length}}`);
	let end = at + 1;
	while (end < lines.length && !close.test(lines[end])) end++;
	const code = lines
		.slice(at + 1, end)
		.map((line) => line.replace(outdent, ''))
		.join('\n');
	return { text: `\`\`\`\n${code}\n\`\`\``, next: end + 1 };
};

const heading: Reader = (lines, at) => {
	const match = HEADING.exec(lines[at]);
	return match ? { text: bold(match[1]), next: at + 1 } : undefined;
};

const rule: Reader = (lines, at) =>
	RULE.test(lines[at]) ? { text: RULE_TEXT, next: at + 1 } : undefined;

const quote: Reader = (lines, at) => {
	if (!QUOTE.test(lines[at])) return undefined;
	let next = at;
	const inner: string[] = [];
	while (next < lines.length && QUOTE.test(lines[next])) {
		inner.push((QUOTE.exec(lines[next]) as RegExpExecArray)[2]);
		next++;
	}
	const text = markdownToWhatsApp(inner.join('\n'));
	return { text: text.replace(/^/gm, '> ').replace(/^> $/gm, '>'), next };
};

/** Without the bars at the ends of a line. In steps: one expression for all of it takes quadratic time. */
function withinBars(line: string): string {
	return line.trim().replace(/^\|/, '').replace(/\|$/, '');
}

function isTableRule(line: string): boolean {
	const cells = withinBars(line).split('|');
	return cells.length > 1 && cells.every((cell) => TABLE_RULE_CELL.test(cell.trim()));
}

/** Cells with bars between them; the line under the header goes. */
const table: Reader = (lines, at) => {
	if (!lines[at].includes('|') || !isTableRule(lines[at + 1] ?? '')) return undefined;
	let next = at + 2;
	while (next < lines.length && lines[next].includes('|')) next++;
	const rows = [lines[at], ...lines.slice(at + 2, next)].map((line, row) => {
		const cells = withinBars(line)
			.split(/(?<!\\)\|/)
			.map((cell) => cell.trim().replace(/\\\|/g, '|'));
		return cells.map((cell) => (row === 0 ? bold(cell) : inline(cell))).join(' | ');
	});
	return { text: rows.join('\n'), next };
};

/** A list's items, each with the lines that go on in it; deeper levels keep their indent. */
const list: Reader = (lines, at) => {
	const first = RULE.test(lines[at]) ? null : LIST_ITEM.exec(lines[at]);
	if (!first) return undefined;
	const items: string[] = [];
	let next = at;
	while (next < lines.length) {
		const item = RULE.test(lines[next]) ? null : LIST_ITEM.exec(lines[next]);
		const match = item && goesWith(first, item) ? item : null;
		const goesOn = /^\s+\S/.test(lines[next]);
		const isBlank = lines[next].trim() === '';
		if (match) {
			const [, indent, marker, text = ''] = match;
			const level = '  '.repeat(Math.floor(indent.replace(/\t/g, '    ').length / 2));
			items.push(`${level}${/\d/.test(marker) ? marker.replace(')', '.') : '-'} ${inline(text)}`);
		} else if (isBlank && goesWith(first, LIST_ITEM.exec(lines[next + 1] ?? ''))) {
			// Items of a loose list stand as close together as those of a tight one.
		} else if (goesOn || (!isBlank && next > at && !startsBlock(lines, next))) {
			items.push(`  ${inline(lines[next].trim())}`);
		} else break;
		next++;
	}
	return { text: items.join('\n'), next };
};

/** Bullets and numbers at the same depth are two lists. */
function goesWith(first: RegExpExecArray, item: RegExpExecArray | null): boolean {
	if (!item) return false;
	const isNumber = ([, , marker]: RegExpExecArray) => /\d/.test(marker);
	return isNumber(first) === isNumber(item) || item[1].length > first[1].length;
}

const READERS: readonly Reader[] = [fenced, heading, rule, quote, table, list];

function startsBlock(lines: string[], at: number): boolean {
	const line = lines[at];
	return [FENCE, HEADING, RULE, QUOTE, INTERRUPTING_ITEM].some((start) => start.test(line));
}

/** All that no other block begins with, up to a blank line; underlined, it is a heading. */
function paragraph(lines: string[], at: number): { text: string; next: number } {
	let next = at + 1;
	while (next < lines.length && lines[next].trim() !== '') {
		if (UNDERLINE.test(lines[next])) {
			const text = lines.slice(at, next).join(' ').trim();
			return { text: bold(text), next: next + 1 };
		}
		if (startsBlock(lines, next)) break;
		next++;
	}
	const text = lines
		.slice(at, next)
		.map((line) => line.trim().replace(/\\$/, ''))
		.join('\n');
	return { text: inline(text), next };
}

function bold(text: string): string {
	const inner = inline(text.trim(), true).trim();
	return inner === '' ? '' : `*${inner}*`;
}

/**
 * Markdown, as people and language models write it, in WhatsApp's own marks. Blocks stay apart by
 * one blank line, line breaks stay where they were.
 */
export function markdownToWhatsApp(markdown: string): string {
	const lines = markdown.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
	const blocks: string[] = [];
	let at = 0;
	while (at < lines.length) {
		if (lines[at].trim() === '') {
			at++;
			continue;
		}
		const here = at;
		const block =
			READERS.reduce<ReturnType<Reader>>((found, read) => found ?? read(lines, here), undefined) ??
			paragraph(lines, here);
		if (block.text !== '') blocks.push(block.text);
		at = block.next;
	}
	return blocks.join('\n\n');
}
