import type { IDataObject } from 'n8n-workflow';
import { asObjects, asText } from '../../core/parse';
import { getType } from './parseTemplate';

/** `{{1}}` by position, `{{name}}` by name. */
const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** WhatsApp counts from 1: `{{0}}` has a name, and none that WhatsApp accepts. */
const POSITION = /^[1-9]\d*$/;

/** The placeholders of a text, each once, in their order: `1`, `2`, or names. */
export function getPlaceholders(text: string): string[] {
	return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))];
}

export function hasPlaceholder(text: string): boolean {
	return getPlaceholders(text).length > 0;
}

/** What precedes the first placeholder. */
export function getPrefix(text: string): string {
	return text.split(PLACEHOLDER)[0];
}

/** Of the header and the body, also of cards: one format of placeholders counts for all of them. */
export function getPlaceholderTexts(components: IDataObject[]): string[] {
	return components.flatMap((component) => [
		...(['HEADER', 'BODY'].includes(getType(component)) ? [asText(component.text) ?? ''] : []),
		...asObjects(component.cards).flatMap((card) =>
			getPlaceholderTexts(asObjects(card.components)),
		),
	]);
}

/**
 * The text with each placeholder replaced once, whatever its value contains.
 * @param toValue undefined: the placeholder stays
 */
export function replacePlaceholders(
	text: string,
	toValue: (name: string) => string | undefined,
): string {
	return text.replace(PLACEHOLDER, (whole, name: string) => toValue(name) ?? whole);
}

export function isPosition(name: string): boolean {
	return POSITION.test(name);
}

/** By position; entries of which one has a name stay in their order. */
export function sortByPosition<T>(entries: T[], getName: (entry: T) => string): T[] {
	return entries.every((entry) => isPosition(getName(entry)))
		? [...entries].sort((a, b) => Number(getName(a)) - Number(getName(b)))
		: entries;
}
