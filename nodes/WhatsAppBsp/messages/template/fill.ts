import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../types';
import type { TemplateDefinition } from './definition';
import { Filled, type TemplateField } from './fields';
import { components, partsOf } from './parts';
import { readFields, type ReadContext } from './read';

/** What a template leaves open, in the order in which the customer sees it. */
export function fieldsOf(definition: TemplateDefinition): TemplateField[] {
	return partsOf(definition).flatMap(({ fields }) => fields);
}

export interface FilledTemplate {
	/** In the Cloud API's words; media may still be a file. */
	components: IDataObject[];
	/** The message as the customer will read it. */
	preview: string;
}

/**
 * Fills a template.
 * @param given values by field id; media as a source
 * @returns the message, or everything that is wrong with the values
 */
export function fillTemplate(
	definition: TemplateDefinition,
	given: Readonly<Record<string, unknown>>,
	context: ReadContext,
): FilledTemplate | { violations: Violation[] } {
	const parts = partsOf(definition);
	const { values, violations } = readFields(fieldsOf(definition), given, context);
	const filled = new Filled(values);
	const all = [...violations, ...parts.flatMap((part) => part.check?.(filled) ?? [])];
	if (all.length > 0) return { violations: all };
	return {
		components: components(parts, filled),
		preview: parts.flatMap((part) => part.preview(filled)).join('\n'),
	};
}
