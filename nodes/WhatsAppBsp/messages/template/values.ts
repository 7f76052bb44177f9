import type { IDataObject } from 'n8n-workflow';
import { trimText } from '../../core/invisible';
import type { Violation } from '../../core/validation';
import { getTextProblem } from './parameterTexts';
import { isPosition, sortByPosition } from './placeholders';

/** A value for one placeholder of a template: `{{1}}` by position, `{{name}}` by name. */
export interface TemplateValue {
	/** Empty: the next position. */
	name: string;
	text: string;
}

function toPlaceholder(name: string): string {
	return trimText(trimText(name).replace(/^\{\{/, '').replace(/\}\}$/, ''));
}

interface PlacedValue {
	placeholder: string;
	text: string;
}

/** Gives each value its placeholder: its name, its number, or the next position. */
export function toPlacedValues(values: TemplateValue[]): PlacedValue[] {
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
	const positional = all.every(({ placeholder }) => isPosition(placeholder));
	const ordered = sortByPosition(all, ({ placeholder }) => placeholder);
	return {
		type: 'body',
		parameters: ordered.map(({ placeholder, text }) => ({
			type: 'text',
			...(positional ? {} : { parameter_name: placeholder }),
			text,
		})),
	};
}

/** What is wrong with a template's values: mixed kinds, gaps, doubles, and texts that WhatsApp rejects. */
export function validateValues(values: TemplateValue[]): Violation[] {
	const field = 'Template Values';
	const all = toPlacedValues(values);
	const violations: Violation[] = [];
	const positions = all.filter(({ placeholder }) => isPosition(placeholder));
	if (positions.length > 0 && positions.length < all.length) {
		violations.push({
			field,
			problem: 'mixes names and positions; a template uses either {{1}} and {{2}}, or {{name}}',
		});
	}
	violations.push(...validateEachValue(all));
	if (positions.length === all.length) {
		const given = new Set(all.map(({ placeholder }) => placeholder));
		const gap = all.findIndex((_, i) => !given.has(String(i + 1)));
		if (gap >= 0) violations.push({ field, problem: `has no value for {{${gap + 1}}}` });
	}
	return violations;
}

/** Doubles, empty values, and texts that WhatsApp rejects. */
export function validateEachValue(values: PlacedValue[]): Violation[] {
	const seen = new Set<string>();
	return values.flatMap(({ placeholder, text }) => {
		const isDouble = seen.has(placeholder);
		seen.add(placeholder);
		const problem = getTextProblem(text);
		return [
			...(isDouble ? [`has two values for {{${placeholder}}}`] : []),
			...(trimText(text) === '' ? [`has an empty value for {{${placeholder}}}`] : []),
			...(problem ? [`${problem} (in {{${placeholder}}})`] : []),
		].map((each) => ({ field: 'Template Values', problem: each }));
	});
}
