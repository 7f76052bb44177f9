import { convertInline } from './inline';

/** Without the space before it. */
const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/s;
const CLOSING_FENCE = /^ {0,3}(`+|~+)[ \t]*$/;
const HEADING = /^ {0,3}#{1,6}(?=[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const LIST_ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$/s;
/** An empty item, or a number other than 1, does not end a paragraph. */
const INTERRUPTING_ITEM = /^\s*(?:[-*+]|1[.)])[ \t]+\S/;
/** WhatsApp has one level of quotes only. */
const QUOTE_MARKS = /^(?: {0,3}>[ \t]?)+/;
const TABLE_RULE_CELL = /^:?-+:?$/;

/** What a horizontal rule becomes: WhatsApp has none. */
const RULE_TEXT = '———';

/** Between the lines of a cell, whose row is one line. */
const CELL_LINE_SEPARATOR = ' / ';

interface Block {
	text: string;
	/** Index of the first line after the block. */
	next: number;
}

/** Reads the block that begins at a line, if it is of the reader's kind. */
type BlockReader = (lines: string[], at: number) => Block | undefined;

/** How wide a character is in this column: a tab extends to the next multiple of four. */
function getWidth(character: string, column: number): number {
	return character === '\t' ? 4 - (column % 4) : 1;
}

function countColumns(text: string): number {
	return [...text].reduce((column, character) => column + getWidth(character, column), 0);
}

function getIndent(line: string): number {
	return countColumns(/^[ \t]*/.exec(line)?.[0] ?? '');
}

/** The line without its first columns, as far as they are blank. */
function outdent(line: string, columns: number): string {
	let column = 0;
	let at = 0;
	for (; column < columns && (line[at] === ' ' || line[at] === '\t'); at++) {
		column += getWidth(line[at], column);
	}
	return ' '.repeat(Math.max(0, column - columns)) + line.slice(at);
}

/**
 * ```` ``` ```` around the lines as they are. WhatsApp accepts the fence with and without lines of its own.
 * @param fence how the code begins at the line `at`, and in which column
 * @param itemColumn where the text of the list item around it begins: a line that begins before ends both
 */
function readCode(
	lines: string[],
	at: number,
	fence: { text: string; column: number },
	itemColumn = 0,
): Block | undefined {
	const open = FENCE.exec(fence.text);
	if (!open) return undefined;
	const [, backticks, tildes] = open;
	const code: string[] = [];
	const isInside = (line: string) =>
		itemColumn === 0 || line.trim() === '' || getIndent(line) >= itemColumn;
	let next = at + 1;
	for (; next < lines.length && isInside(lines[next]); next++) {
		const line = outdent(lines[next], Math.max(itemColumn, fence.column - 3));
		if (isClosingFence(line, backticks ?? tildes)) {
			next++;
			break;
		}
		code.push(outdent(lines[next], fence.column));
	}
	return { text: `\`\`\`\n${code.join('\n')}\n\`\`\``, next };
}

function startsCode(line: string): boolean {
	return getIndent(line) <= 3 && FENCE.test(line.trimStart());
}

const readFencedCode: BlockReader = (lines, at) =>
	startsCode(lines[at])
		? readCode(lines, at, { text: lines[at].trimStart(), column: getIndent(lines[at]) })
		: undefined;

function isClosingFence(line: string, fence: string): boolean {
	const marks = CLOSING_FENCE.exec(line)?.[1] ?? '';
	return marks[0] === fence[0] && marks.length >= fence.length;
}

const readHeading: BlockReader = (lines, at) => {
	const match = HEADING.exec(lines[at]);
	if (!match) return undefined;
	return { text: toBold(withoutClosingHashes(lines[at].slice(match[0].length))), next: at + 1 };
};

/** By hand, because a regular expression for the closing `#`s takes quadratic time. */
function withoutClosingHashes(heading: string): string {
	const text = heading.trim();
	let end = text.length;
	while (text[end - 1] === '#') end--;
	return end === 0 || /[ \t]/.test(text[end - 1]) ? text.slice(0, end) : text;
}

const readRule: BlockReader = (lines, at) =>
	RULE.test(lines[at]) ? { text: RULE_TEXT, next: at + 1 } : undefined;

const readQuote: BlockReader = (lines, at) => {
	const inner: string[] = [];
	let next = at;
	for (; next < lines.length && QUOTE_MARKS.test(lines[next]); next++) {
		inner.push(lines[next].replace(QUOTE_MARKS, ''));
	}
	if (next === at) return undefined;
	const text = markdownToWhatsApp(inner.join('\n'));
	return { text: text.replace(/^/gm, '> ').replace(/^> $/gm, '>'), next };
};

/** Removes the bars at both ends. In steps: a single expression for it takes quadratic time. */
function stripOuterBars(line: string): string {
	return line.trim().replace(/^\|/, '').replace(/\|$/, '');
}

function isTableRule(line: string): boolean {
	const cells = stripOuterBars(line).split('|');
	return cells.length > 1 && cells.every((cell) => TABLE_RULE_CELL.test(cell.trim()));
}

function startsTable(lines: string[], at: number): boolean {
	return lines[at].includes('|') && isTableRule(lines[at + 1] ?? '');
}

/** Cells separated by bars, without the delimiter row under the header. */
const readTable: BlockReader = (lines, at) => {
	if (!startsTable(lines, at)) return undefined;
	let next = at + 2;
	while (next < lines.length && lines[next].includes('|')) next++;
	const rows = [lines[at], ...lines.slice(at + 2, next)].map((line, row) => {
		const cells = stripOuterBars(line)
			.split(/(?<!\\)\|/)
			.map((cell) => cell.trim().replace(/\\\|/g, '|'));
		return cells.map((cell) => (row === 0 ? toBold(cell) : convertCell(cell))).join(' | ');
	});
	return { text: rows.join('\n'), next };
};

function convertCell(cell: string): string {
	return replaceLineBreaks(convertInline(cell), CELL_LINE_SEPARATOR);
}

/** Code at a line of a list, in the innermost item that has begun its text by then. */
function readCodeInItem(lines: string[], at: number, itemColumns: number[]): Block | undefined {
	const line = lines[at] ?? '';
	const column = getIndent(line);
	const itemColumn = itemColumns.find((each) => each <= column);
	return itemColumn === undefined
		? undefined
		: readCode(lines, at, { text: line.trimStart(), column }, itemColumn);
}

/** List items with their continuation lines. Deeper levels stay indented, code does not. */
const readList: BlockReader = (lines, at) => {
	const first = RULE.test(lines[at]) ? null : LIST_ITEM.exec(lines[at]);
	if (!first) return undefined;
	const items: string[] = [];
	/** Where the text of the last item begins, and that of the last one of the outermost level. */
	let itemColumns: number[] = [];
	let isAfterCode = false;
	let next = at;
	while (next < lines.length) {
		const item = RULE.test(lines[next]) ? null : LIST_ITEM.exec(lines[next]);
		const match = item && isSameList(first, item) ? item : null;
		const isIndented = /^\s+\S/.test(lines[next]) && !startsCode(lines[next]);
		const isBlank = lines[next].trim() === '';
		let code = match ? undefined : readCodeInItem(lines, isBlank ? next + 1 : next, itemColumns);
		if (match) {
			const [line, indent, marker, text = ''] = match;
			const level = '  '.repeat(Math.floor(indent.replace(/\t/g, '    ').length / 2));
			const label = `${level}${/\d/.test(marker) ? marker.replace(')', '.') : '-'}`;
			const column = countColumns(line.slice(0, line.length - text.length));
			itemColumns = [
				column,
				indent.length > first[1].length ? itemColumns[itemColumns.length - 1] : column,
			];
			code = readCode(lines, next, { text, column }, column);
			items.push(`${label} ${code?.text ?? convertItemText(text)}`);
		} else if (code) {
			items.push(code.text);
		} else if (isBlank && isSameList(first, LIST_ITEM.exec(lines[next + 1] ?? ''))) {
			// A loose list becomes a tight one.
		} else if (isIndented || (!isBlank && !isAfterCode && !startsBlock(lines, next))) {
			items.push(`  ${convertItemText(lines[next].trim())}`);
		} else break;
		next = code?.next ?? next + 1;
		isAfterCode = code !== undefined;
	}
	return { text: items.join('\n'), next };
};

/** Further lines are indented, so that they stay in the item. */
function convertItemText(text: string): string {
	return replaceLineBreaks(convertInline(text), '\n  ');
}

/** A bullet and a number at the same depth belong to two lists. */
function isSameList(first: RegExpExecArray, item: RegExpExecArray | null): boolean {
	if (!item) return false;
	const isNumber = ([, , marker]: RegExpExecArray) => /\d/.test(marker);
	return isNumber(first) === isNumber(item) || item[1].length > first[1].length;
}

const BLOCK_READERS: readonly BlockReader[] = [
	readFencedCode,
	readHeading,
	readRule,
	readQuote,
	readTable,
	readList,
];

function startsBlock(lines: string[], at: number): boolean {
	const line = lines[at];
	return (
		startsCode(line) ||
		startsTable(lines, at) ||
		[HEADING, RULE, QUOTE_MARKS, INTERRUPTING_ITEM].some((start) => start.test(line))
	);
}

/** Any other lines, up to a blank line or another block. An underlined paragraph is a heading. */
function readParagraph(lines: string[], at: number): Block {
	let next = at + 1;
	while (next < lines.length && lines[next].trim() !== '') {
		if (UNDERLINE.test(lines[next])) {
			const text = lines.slice(at, next).join(' ').trim();
			return { text: toBold(text), next: next + 1 };
		}
		if (startsBlock(lines, next)) break;
		next++;
	}
	const text = lines
		.slice(at, next)
		.map((line) => line.trim())
		.join('\n')
		.replace(/\\\n/g, '\n');
	return { text: convertInline(text).trim(), next };
}

/** On one line: WhatsApp's bold ends with it. */
function toBold(text: string): string {
	const inner = replaceLineBreaks(convertInline(text.trim(), true), ' ');
	return inner === '' ? '' : `*${inner}*`;
}

/** A converted text with `separator` between its lines, without blank ones. */
function replaceLineBreaks(text: string, separator: string): string {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(separator);
}

/**
 * Converts Markdown, as people and language models write it, to WhatsApp's formatting. One blank line
 * separates blocks; line breaks are kept. Takes time proportional to the text.
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
		const block = readBlock(lines, at);
		if (block.text !== '') blocks.push(block.text);
		at = block.next;
	}
	return blocks.join('\n\n');
}

function readBlock(lines: string[], at: number): Block {
	for (const read of BLOCK_READERS) {
		const block = read(lines, at);
		if (block) return block;
	}
	return readParagraph(lines, at);
}
