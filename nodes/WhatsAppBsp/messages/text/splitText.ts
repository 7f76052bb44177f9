import { getMatchEnd } from '../../core/getMatchEnd';

/** Where a text may be cut, the best place first: between paragraphs, lines, sentences, words. */
const BREAKPOINTS: readonly RegExp[] = [/\n{2,}/g, /\n/g, /(?<=[.!?…。！？]['")\]]?)\s+/g, /\s+/g];

const WHITE_SPACE = /\s*/y;

/** A break earlier in a part than this share of it leaves too short a part. */
const MIN_FILL = 1 / 3;

/**
 * Cuts a text into parts of up to `limit` code points, at the end of a paragraph if possible, else
 * of a line, a sentence or a word. A word longer than a part is cut wherever the part ends.
 * @returns the parts in their order; only white space between them is left out
 */
export function splitText(text: string, limit: number): string[] {
	const parts: string[] = [];
	let start = skipWhiteSpace(text, 0);
	while (start < text.length) {
		const end = getCodePointsEnd(text, start, limit);
		const cut = end === text.length ? end : findBreak(text, start, end);
		parts.push(text.slice(start, cut).trimEnd());
		start = skipWhiteSpace(text, cut);
	}
	return parts;
}

function skipWhiteSpace(text: string, start: number): number {
	return getMatchEnd(WHITE_SPACE, text, start) ?? start;
}

/** Index behind the first `count` code points since `start`. Reads no further: the text may be long. */
function getCodePointsEnd(text: string, start: number, count: number): number {
	let end = start;
	for (let left = count; left > 0 && end < text.length; left--) {
		end += String.fromCodePoint(text.codePointAt(end) as number).length;
	}
	return end;
}

/** Index of the last break of the best kind before `end` that leaves a part full enough. */
function findBreak(text: string, start: number, end: number): number {
	// One character more: the white space behind a part that is exactly full is a break, too.
	const searched = text.slice(start, end + 1);
	const max = end - start;
	for (const breakpoint of BREAKPOINTS) {
		let last = -1;
		for (const { index } of searched.matchAll(breakpoint)) {
			if (index >= max * MIN_FILL && index <= max) last = index;
		}
		if (last > 0) return start + last;
	}
	return end;
}
