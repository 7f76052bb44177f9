import type { IDataObject } from 'n8n-workflow';
import { asArray, asObjects, asText, isObject } from '../../core/parse';
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

/** Everything that ends a line in Unicode, and tabs. */
const BREAK = /[\t\n\v\f\r\x85\u2028\u2029]/;

/** Spaces of any width. Assumption: WhatsApp counts no-break and wide ones like ordinary ones. */
const GAP = /\s{5,}/;

/** What WhatsApp rejects about a value of a template, with code 132018. */
export function getTextProblem(text: string): string | undefined {
	return BREAK.test(text) || GAP.test(text)
		? 'contains a line break, a tab, or more than 4 consecutive spaces, which WhatsApp rejects'
		: undefined;
}

/** A value as WhatsApp accepts it: on one line, without wide gaps. */
export function tidyText(text: string): string {
	return text
		.split(BREAK)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ')
		.replace(new RegExp(GAP, 'g'), ' ');
}

/** The same for every text in a message's components. */
export function tidyComponents(components: IDataObject[]): IDataObject[] {
	return components.map(({ ...component }) => {
		if (Array.isArray(component.parameters)) {
			component.parameters = asArray(component.parameters).map(tidyParameter) as IDataObject[];
		}
		if (Array.isArray(component.cards)) {
			component.cards = asArray(component.cards).map((card) =>
				isObject(card) ? { ...card, components: tidyComponents(asObjects(card.components)) } : card,
			) as IDataObject[];
		}
		return component;
	});
}

function tidyParameter(parameter: unknown): unknown {
	return isObject(parameter) && typeof parameter.text === 'string'
		? { ...parameter, text: tidyText(parameter.text) }
		: parameter;
}

/** The texts in a message's components that WhatsApp would reject, each by its component. */
export function validateComponentTexts(components: IDataObject[], at = ''): Violation[] {
	return components.flatMap((component) => {
		const index = asText(component.index);
		const name = `${at}${asText(component.type) ?? 'component'}${index ? ` ${index}` : ''}`;
		const texts = asObjects(component.parameters).flatMap(({ text }, i): Violation[] => {
			const problem = typeof text === 'string' ? getTextProblem(text) : undefined;
			return problem
				? [{ field: 'Components (JSON)', problem: `${problem} (parameter ${i + 1} of ${name})` }]
				: [];
		});
		const cards = asObjects(component.cards).flatMap((card, i) =>
			validateComponentTexts(asObjects(card.components), `${at}card ${i + 1}, `),
		);
		return [...texts, ...cards];
	});
}

function toPlaceholder(name: string): string {
	return name.trim().replace(/^\{\{/, '').replace(/\}\}$/, '').trim();
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

/** What is wrong with a template's values: mixed kinds, gaps, doubles, and texts that WhatsApp rejects. */
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
	violations.push(...validateEach(all));
	if (positions.length === all.length) {
		const given = new Set(all.map(({ placeholder }) => placeholder));
		const gap = all.findIndex((_, i) => !given.has(String(i + 1)));
		if (gap >= 0) violations.push({ field, problem: `has no value for {{${gap + 1}}}` });
	}
	return violations;
}

/** Doubles, empty values, and texts that WhatsApp rejects. */
function validateEach(values: PlacedValue[]): Violation[] {
	const seen = new Set<string>();
	return values.flatMap(({ placeholder, text }) => {
		const isDouble = seen.has(placeholder);
		seen.add(placeholder);
		const problem = getTextProblem(text);
		return [
			...(isDouble ? [`has two values for {{${placeholder}}}`] : []),
			...(text.trim() === '' ? [`has an empty value for {{${placeholder}}}`] : []),
			...(problem ? [`${problem} (in {{${placeholder}}})`] : []),
		].map((each) => ({ field: 'Template Values', problem: each }));
	});
}

/**
 * Fills an approved text. Values may themselves hold braces: each placeholder is replaced once.
 * @returns the text, and what does not fit: placeholders without a value, values without a placeholder
 */
export function fillApprovedText(
	approvedText: string,
	values: TemplateValue[],
): { text: string; violations: Violation[] } {
	const placed = toPlacedValues(values);
	const given = new Map(placed.map(({ placeholder, text }) => [placeholder, text]));
	const used = new Set<string>();
	const missing = new Set<string>();
	const text = approvedText.replace(PLACEHOLDER, (whole, placeholder: string) => {
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
			...validateEach(placed.filter(({ placeholder }) => used.has(placeholder))),
			...[...given.keys()]
				.filter((name) => !used.has(name))
				.map((name) => ({
					field,
					problem: `has a value for {{${name}}}, which isn’t in the text`,
				})),
		],
	};
}
