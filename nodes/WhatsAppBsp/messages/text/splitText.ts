import { countCodePoints } from '../../core/validation';

/** Where a text may be cut, the best place first: between paragraphs, lines, sentences, words. */
const BREAKPOINTS: readonly RegExp[] = [/\n{2,}/g, /\n/g, /(?<=[.!?…。！？]['")\]]?)\s+/g, /\s+/g];

/**
 * Cuts a text into parts of at most `limit` code points, at the end of a paragraph where it can, else
 * of a line, a sentence or a word. A word longer than a part is cut where it must be.
 * @returns the parts in their order; only white space between them is left out
 */
export function splitText(text: string, limit: number): string[] {
	const parts: string[] = [];
	let rest = text.trim();
	while (countCodePoints(rest) > limit) {
		const window = Array.from(rest)
			.slice(0, limit + 1)
			.join('');
		const cut = findBreak(window);
		parts.push(rest.slice(0, cut).trimEnd());
		rest = rest.slice(cut).trimStart();
	}
	return rest === '' ? parts : [...parts, rest];
}

/** The last seam of the best kind that leaves a part at least a third full, as a place in the text. */
function findBreak(window: string): number {
	const fits = Array.from(window).slice(0, -1).join('').length;
	const least = fits / 3;
	for (const seam of BREAKPOINTS) {
		let last = -1;
		for (const { index = 0 } of window.matchAll(seam)) {
			if (index >= least && index <= fits) last = index;
		}
		if (last > 0) return last;
	}
	return fits;
}
