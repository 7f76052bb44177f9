import { createDigits } from './ids.mts';
import type { Template, TemplateComponent } from './types.mts';

const NAMED = /\{\{\s*[A-Za-z_]\w*\s*\}\}/;

const usesNames = (components: TemplateComponent[]): boolean =>
	components.some(
		(component) =>
			(component.text !== undefined && NAMED.test(component.text)) ||
			(component.cards ?? []).some((card) => usesNames(card.components)),
	);

export function createTemplate(input: {
	name: string;
	language?: string;
	category?: string;
	status?: string;
	parameterFormat?: 'POSITIONAL' | 'NAMED';
	text?: string;
	components?: TemplateComponent[];
	rejectedReason?: string;
}): Template {
	const components = input.components ?? [{ type: 'BODY', text: input.text ?? '' }];
	return {
		id: createDigits(15),
		name: input.name,
		language: input.language ?? 'en',
		category: (input.category ?? 'UTILITY').toUpperCase(),
		status: (input.status ?? 'APPROVED').toUpperCase(),
		parameterFormat: input.parameterFormat ?? (usesNames(components) ? 'NAMED' : 'POSITIONAL'),
		components,
		...(input.rejectedReason && { rejectedReason: input.rejectedReason }),
	};
}

/** What WhatsApp writes into the body of a one-time password, in English. */
export const getAuthenticationText = (isRecommended: boolean): string =>
	`*{{1}}* is your verification code.${isRecommended ? ' For your security, do not share this code.' : ''}`;

export const getBodyText = (template: Template): string =>
	template.components.find(({ type }) => type === 'BODY')?.text ?? '';

/** The variables of a text in order of first appearance: `1`, `2`, or names. */
export const getVariables = (text: string | undefined): string[] => [
	...new Set([...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')),
];
