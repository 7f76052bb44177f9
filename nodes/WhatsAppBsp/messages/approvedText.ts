import { TEXT_LIMITS, validateText, type Violation } from '../core/validation';
import type { ContentRules } from './contentRules';
import { replacePlaceholders } from './template/placeholders';
import { toPlacedValues, validateEachValue, type TemplateValue } from './template/values';

/** A template's approved text, for providers that recognize a template by it. */
export interface ApprovedTextContent {
	type: 'approvedText';
	body: string;
	/** Name of the approved template, where the provider needs one as well. */
	templateName?: string;
}

export const approvedText: ContentRules<ApprovedTextContent> = {
	validate: ({ body, templateName }) =>
		validateText(templateName === undefined ? 'Approved Text' : 'Text', body, {
			limit: TEXT_LIMITS.text,
		}),
	// Around a one-time password, the provider writes the rest.
	preview: ({ body, templateName }) => (templateName === undefined ? body : null),
	toCloudApi: ({ body }) => ({ type: 'text', text: { body } }),
};

/**
 * Fills an approved text.
 * @returns the text, and what does not fit: placeholders without a value, values without a placeholder
 */
export function fillApprovedText(
	body: string,
	values: TemplateValue[],
): { text: string; violations: Violation[] } {
	const placed = toPlacedValues(values);
	const given = new Map(placed.map(({ placeholder, text }) => [placeholder, text]));
	const used = new Set<string>();
	const missing = new Set<string>();
	const text = replacePlaceholders(body, (placeholder) => {
		(given.has(placeholder) ? used : missing).add(placeholder);
		return given.get(placeholder);
	});
	const field = 'Template Values';
	return {
		text,
		violations: [
			...[...missing].map((name) => ({
				field,
				problem: `has no value for {{${name}}}, which is in the text`,
			})),
			...validateEachValue(placed.filter(({ placeholder }) => used.has(placeholder))),
			...[...given.keys()]
				.filter((name) => !used.has(name))
				.map((name) => ({
					field,
					problem: `has a value for {{${name}}}, which isn’t in the text`,
				})),
		],
	};
}
