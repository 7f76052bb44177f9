import { quote } from '../../core/quote';
import { countCodePoints, validateText } from '../../core/validation';
import type { Violation } from '../../core/validation';

/** Code points. Source: Meta's pages on interactive messages, cross-checked against two client libraries. */
export const INTERACTIVE_LIMITS = {
	headerText: 60,
	body: 1024,
	listBody: 4096,
	footer: 60,
	buttonTitle: 20,
	buttonId: 256,
	sectionTitle: 24,
} as const;

/** Too few or too many entries. */
export function validateCount(
	field: string,
	count: number,
	{ min, max, of }: { min: number; max: number; of: string },
): Violation[] {
	if (count >= min && count <= max) return [];
	const range = min === max ? String(min) : `${min} to ${max}`;
	return [{ field, problem: `has ${count} ${of}; use ${range}` }];
}

/** Entries that are the same as an earlier one; empty ones are reported elsewhere. */
export function validateUnique(entries: Array<{ field: string; value: string }>): Violation[] {
	const first = new Map<string, string>();
	return entries.flatMap(({ field, value }) => {
		if (value === '') return [];
		const earlier = first.get(value);
		if (earlier === undefined) {
			first.set(value, field);
			return [];
		}
		return [
			{ field, problem: `is ${quote(value)}, the same as '${earlier}'; each must be unique` },
		];
	});
}

/** A title is needed only to tell several sections apart. */
export function validateSectionTitles(sections: Array<{ title: string }>): Violation[] {
	return sections.flatMap(({ title }, i) =>
		validateText(`Section ${i + 1}: Title`, title, {
			limit: INTERACTIVE_LIMITS.sectionTitle,
			required: sections.length > 1,
		}),
	);
}

/** An ID from a title: lower case, words joined by hyphens, any script. */
function toSlug(title: string): string {
	return title
		.normalize('NFKD')
		.replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
}

function cut(text: string, length: number): string {
	return countCodePoints(text) > length ? Array.from(text).slice(0, length).join('') : text;
}

/**
 * Gives every entry an ID: its own, or one made from its title that no other entry has.
 * @param prefix begins a made ID: `card-1-`
 */
export function addIds<T extends { id: string; title: string }>(
	entries: T[],
	fallback: string,
	prefix = '',
): T[] {
	const used = new Set(entries.map(({ id }) => id).filter((id) => id !== ''));
	const nextNumbers = new Map<string, number>();
	return entries.map((entry, i) => {
		if (entry.id !== '') return entry;
		const base = cut(`${prefix}${toSlug(entry.title) || `${fallback}-${i + 1}`}`, 190);
		let id = base;
		let number = nextNumbers.get(base) ?? 2;
		for (; used.has(id); number++) id = `${base}-${number}`;
		nextNumbers.set(base, number);
		used.add(id);
		return { ...entry, id };
	});
}
