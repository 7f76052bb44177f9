import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../../core/validation';

/** A value for one placeholder of a template: `{{1}}` by position, `{{name}}` by name. */
export interface TemplateValue {
	/** Empty: the next position. */
	name: string;
	text: string;
}

const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;
const POSITION = /^[1-9]\d*$/;

/** The placeholders of a text, each once, in their order: `1`, `2`, or names. */
export function getPlaceholders(text: string): string[] {
	return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))];
}

/** What WhatsApp refuses about a value of a template, code 132018. */
export function getTextProblem(text: string): string | undefined {
	return /[\n\r\t]| {5,}/.test(text)
		? 'contains a line break, a tab, or more than 4 consecutive spaces, which WhatsApp rejects'
		: undefined;
}

function toPlaceholder(name: string): string {
	return name.replace(/^\{\{\s*|\s*\}\}$/g, '').trim();
}

/** Gives each value its placeholder: its name, its number, or the next position. */
function toPlacedValues(values: TemplateValue[]): Array<{ placeholder: string; text: string }> {
	let position = 0;
	return values.map(({ name, text }) => {
		const placeholder = toPlaceholder(name);
		if (placeholder) return { placeholder, text };
		position += 1;
		return { placeholder: String(position), text };
	});
}

/**
 * The `body` component of a template, positional or named; undefined when there are no values.
 * Source: Meta, "Template components".
 */
export function buildBodyComponent(values: TemplateValue[]): IDataObject | undefined {
	if (values.length === 0) return undefined;
	const all = toPlacedValues(values);
	const positional = all.every(({ placeholder }) => POSITION.test(placeholder));
	const ordered = positional
		? [...all].sort((a, b) => Number(a.placeholder) - Number(b.placeholder))
		: all;
	return {
		type: 'body',
		parameters: ordered.map(({ placeholder, text }) => ({
			type: 'text',
			...(positional ? {} : { parameter_name: placeholder }),
			text,
		})),
	};
}

/** What is wrong with a template's values: mixed kinds, gaps, doubles, and texts that WhatsApp refuses. */
export function validateValues(values: TemplateValue[]): Violation[] {
	const field = 'Template Values';
	const all = toPlacedValues(values);
	const violations: Violation[] = [];
	const positions = all.filter(({ placeholder }) => POSITION.test(placeholder));
	if (positions.length > 0 && positions.length < all.length) {
		violations.push({
			field,
			problem: 'mixes names and positions; a template uses either {{1}} and {{2}}, or {{name}}',
		});
	}
	const seen = new Set<string>();
	for (const { placeholder, text } of all) {
		if (seen.has(placeholder))
			violations.push({ field, problem: `has two values for {{${placeholder}}}` });
		seen.add(placeholder);
		if (text.trim() === '')
			violations.push({ field, problem: `has an empty value for {{${placeholder}}}` });
		if (getTextProblem(text)) {
			violations.push({
				field,
				problem: `contains a line break, a tab, or more than 4 consecutive spaces in {{${placeholder}}}, which WhatsApp rejects`,
			});
		}
	}
	if (positions.length === all.length) {
		const gap = all.findIndex((_, i) => !seen.has(String(i + 1)));
		if (gap >= 0) violations.push({ field, problem: `has no value for {{${gap + 1}}}` });
	}
	return violations;
}

/**
 * Fills an approved wording. Values may themselves hold braces: each placeholder is replaced once.
 * @returns the text, and what does not fit: placeholders without a value, values without a placeholder
 */
export function fillApprovedText(
	wording: string,
	values: TemplateValue[],
): { text: string; violations: Violation[] } {
	const given = new Map(toPlacedValues(values).map(({ placeholder, text }) => [placeholder, text]));
	const used = new Set<string>();
	const missing = new Set<string>();
	const text = wording.replace(PLACEHOLDER, (whole, placeholder: string) => {
		const value = given.get(placeholder);
		if (value === undefined) {
			missing.add(placeholder);
			return whole;
		}
		used.add(placeholder);
		return value;
	});
	const field = 'Template Values';
	return {
		text,
		violations: [
			...[...missing].map((name) => ({
				field,
				problem: `has no value for {{${name}}}, which is in the text`,
			})),
			...[...given.keys()]
				.filter((name) => !used.has(name))
				.map((name) => ({
					field,
					problem: `has a value for {{${name}}}, which isn’t in the text`,
				})),
		],
	};
}
