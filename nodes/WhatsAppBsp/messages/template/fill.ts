import type { IDataObject } from 'n8n-workflow';
import type { TemplateDefinition } from './parseTemplate';
import { TemplateValues, type TemplateField } from './fields';
import { buildComponents, getSections } from './sections';
import { renderTemplate } from './renderTemplate';
import { parseValues, type ParseContext } from './parseValues';
import type { Violation } from '../../core/validation';

/** A template's fields, in the order in which the customer sees them. */
export function listTemplateFields(definition: TemplateDefinition): TemplateField[] {
	return getSections(definition).flatMap(({ fields }) => fields);
}

export interface FilledTemplate {
	/** In Cloud API format; media may still be a file. */
	components: IDataObject[];
	/** The message as the customer will read it. */
	preview: string;
}

/**
 * Fills a template.
 * @param given values by field ID; media as a source
 * @returns the message, or everything that is wrong with the values
 */
export function fillTemplate(
	definition: TemplateDefinition,
	given: Readonly<Record<string, unknown>>,
	context: ParseContext,
): FilledTemplate | { violations: Violation[] } {
	const sections = getSections(definition);
	const { values, violations } = parseValues(listTemplateFields(definition), given, context);
	const filled = new TemplateValues(values);
	const all = [...violations, ...sections.flatMap((section) => section.validate?.(filled) ?? [])];
	if (all.length > 0) return { violations: all };
	const components = buildComponents(sections, filled);
	return { components, preview: renderTemplate(definition, components) };
}
