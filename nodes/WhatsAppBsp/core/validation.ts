import { trimText } from './invisible';
import { hasSeveralUrls, parseUrl } from './url';
import { quote } from './quote';

/** Maximum numbers of code points. Source: Meta's message pages. */
export const TEXT_LIMITS = {
	text: 4096,
	caption: 1024,
	callbackData: 512,
	templateName: 512,
} as const;

/** Length as WhatsApp counts it: an emoji is one, not two. */
export function countCodePoints(text: string): number {
	return Array.from(text).length;
}

/** Checks one text field: empty (when it must not be) or too long, in code points. */
export function validateText(
	field: string,
	text: string,
	{ limit, required = true }: { limit?: number; required?: boolean } = {},
): Violation[] {
	if (trimText(text) === '') return required ? [{ field, problem: 'is empty' }] : [];
	const length = countCodePoints(text);
	return limit !== undefined && length > limit
		? [{ field, problem: `has ${length} characters; the maximum is ${limit}` }]
		: [];
}

/** Checks that a text is a URL that a provider can fetch. */
export function validateUrl(field: string, link: string): Violation[] {
	if (link.trim() === '') return [{ field, problem: 'is empty' }];
	if (hasSeveralUrls(link)) return [{ field, problem: 'contains several URLs; enter one' }];
	const url = parseUrl(link);
	if (!url) {
		return [
			{ field, problem: `is ${quote(link)}; enter a URL that starts with https:// or http://` },
		];
	}
	return url.protocol === 'https:' || url.protocol === 'http:'
		? []
		: [{ field, problem: `starts with ${url.protocol}//; it must start with https:// or http://` }];
}

/** Something wrong with a message, found before it is sent. */
export interface Violation {
	/** The field's label in the editor. */
	field: string;
	/** What is wrong and what would be right. */
	problem: string;
}

/** One check of a field, and what is wrong if it fails. */
export type Rule = [isBroken: boolean, field: string, problem: string];

export function findBroken(rules: Rule[]): Violation[] {
	return rules.filter(([isBroken]) => isBroken).map(([, field, problem]) => ({ field, problem }));
}

/** Each of them once: several messages of an item may have the same fault. */
export function removeRepeated(violations: readonly Violation[]): Violation[] {
	return [...new Map(violations.map((each) => [`${each.field} ${each.problem}`, each])).values()];
}
