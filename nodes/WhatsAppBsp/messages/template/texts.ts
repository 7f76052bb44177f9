import type { IDataObject } from 'n8n-workflow';
import { countCodePoints } from '../../core/validation';
import type { TemplateComponent } from './parseTemplate';
import type { TemplateValues, TemplateSection, FieldPrefix, TemplateField } from './fields';
import { getPlaceholders, isPosition, replacePlaceholders, sortByPosition } from './placeholders';

/** Highest numbers of code points of filled-in texts. Source: Meta, "Template components". */
export const TEMPLATE_TEXT_LIMITS = {
	header: 60,
	body: 1024,
	bodyAlone: 32_768,
	/** Of a card. */
	cardBody: 160,
} as const;

function getFirstText(value: unknown): string | undefined {
	const [first] = Array.isArray(value) ? (value as unknown[]) : [];
	return Array.isArray(first) ? getFirstText(first) : typeof first === 'string' ? first : undefined;
}

/** The examples that the template was approved with, by placeholder. */
function getExamples(
	{ example = {} }: TemplateComponent,
	kind: 'header' | 'body',
): Map<string, string> {
	const named = example[`${kind}_text_named_params`];
	if (Array.isArray(named)) {
		return new Map(
			(named as IDataObject[]).map((entry) => [String(entry.param_name), String(entry.example)]),
		);
	}
	const list = example[`${kind}_text`];
	// Meta's pages also write a single one without a list.
	const texts: unknown[] = Array.isArray(list) ? list : [list ?? []].flat();
	const row: unknown[] = Array.isArray(texts[0]) ? texts[0] : texts;
	return new Map(row.map((text, i) => [String(i + 1), String(text)]));
}

/** The text with its placeholders filled in; one without a value stays. */
function renderText(text: string, id: string, values: TemplateValues): string {
	return replacePlaceholders(text, (name) =>
		values.has(`${id}_${name}`) ? values.text(`${id}_${name}`) : undefined,
	);
}

/** What the editor calls the whole text: it shows the body outside a card as 'Template Text'. */
function getWholeLabel({ label }: FieldPrefix, kind: 'header' | 'body'): string {
	if (kind === 'header') return `${label}Header`;
	return label === '' ? 'Template Text' : `${label}Body`;
}

/** A header or body of text: one field per placeholder, each once. */
function buildTextSection(
	component: TemplateComponent,
	prefix: FieldPrefix,
	kind: 'header' | 'body',
	limit: number,
): TemplateSection {
	const text = component.text ?? '';
	const id = `${prefix.id}${kind}`;
	const before = kind === 'header' ? 'Header ' : '';
	const examples = getExamples(component, kind);
	const names = getPlaceholders(text);
	const isPositional = names.every(isPosition);
	const ordered = sortByPosition(names, (name) => name);
	const fields = ordered.map((name): TemplateField => {
		const example = examples.get(name);
		return {
			id: `${id}_${name}`,
			label: `${prefix.label}${before}{{${name}}}`,
			...(example ? { example } : {}),
			kind: 'text',
			required: true,
		};
	});
	return {
		fields,
		component: (values) =>
			fields.length === 0
				? undefined
				: {
						type: kind,
						parameters: ordered.map((name) => ({
							type: 'text',
							...(isPositional ? {} : { parameter_name: name }),
							text: values.text(`${id}_${name}`),
						})),
					},
		validate: (values) => {
			const length = countCodePoints(renderText(text, id, values));
			const problem = `has ${length} characters when filled in; the maximum is ${limit}`;
			return length > limit ? [{ field: getWholeLabel(prefix, kind), problem }] : [];
		},
	};
}

export function buildHeaderText(
	component: TemplateComponent,
	prefix: FieldPrefix,
): TemplateSection {
	return buildTextSection(component, prefix, 'header', TEMPLATE_TEXT_LIMITS.header);
}

/**
 * Of the message, or of a card.
 * @param isAlone the template has nothing else, and may then be longer
 */
export function buildBodyText(
	component: TemplateComponent,
	prefix: FieldPrefix,
	isAlone: boolean,
): TemplateSection {
	const { body, bodyAlone, cardBody } = TEMPLATE_TEXT_LIMITS;
	const isCard = prefix.id !== '';
	return buildTextSection(
		component,
		prefix,
		'body',
		isCard ? cardBody : isAlone ? bodyAlone : body,
	);
}

/** The first example of a button. */
export function getButtonExample(example: unknown): string | undefined {
	return typeof example === 'string' ? example : getFirstText(example);
}
