import type { IDataObject } from 'n8n-workflow';
import { asText, getOwn } from '../../core/parse';
import { validateText, TEXT_LIMITS } from '../../core/validation';
import type { Violation } from '../../core/validation';

/** Code points that each component of a definition may have. Source: Meta, "Template components". */
const DEFINITION_LIMITS: Readonly<Record<string, number>> = { HEADER: 60, BODY: 1024, FOOTER: 60 };

const MAX_BUTTONS = 10;

const NAME = /^[a-z0-9_]+$/;

/** The value of a template locator: both halves must be there. */
export function validateTemplateName({
	name,
	language,
}: {
	name: string;
	language: string;
}): Violation[] {
	const problem = "has no language; enter it as name|language, e.g. 'order_shipped|en_US'";
	return [
		...validateText('Template', name, TEXT_LIMITS.templateName),
		...(name.trim() !== '' && language.trim() === '' ? [{ field: 'Template', problem }] : []),
	];
}

function getType({ type }: IDataObject): string {
	return (asText(type) ?? '').toUpperCase();
}

function validateComponents(components: IDataObject[]): Violation[] {
	const field = 'Components (JSON)';
	const violations = components.flatMap((component) => {
		const type = getType(component);
		const limit = getOwn(DEFINITION_LIMITS, type);
		const { text } = component;
		return limit !== undefined && typeof text === 'string'
			? validateText(`${field}: ${type}`, text, limit)
			: [];
	});
	if (!components.some((component) => getType(component) === 'BODY')) {
		violations.push({ field, problem: 'has no BODY component' });
	}
	const buttons = components.flatMap(({ buttons: list }) => (Array.isArray(list) ? list : []));
	if (buttons.length > MAX_BUTTONS) {
		violations.push({
			field,
			problem: `has ${buttons.length} buttons; the maximum is ${MAX_BUTTONS}`,
		});
	}
	return violations;
}

/** What WhatsApp would reject about a new template before anybody reads it. */
export function validateNewTemplate({
	name,
	language,
	components,
}: {
	name: string;
	language: string;
	components: IDataObject[] | undefined;
}): Violation[] {
	const badName = 'can only contain lowercase letters, digits, and underscores';
	return [
		...validateText('Template Name', name, TEXT_LIMITS.templateName),
		...(name === '' || NAME.test(name) ? [] : [{ field: 'Template Name', problem: badName }]),
		...validateText('Language', language, undefined),
		...(components
			? validateComponents(components)
			: [{ field: 'Components (JSON)', problem: 'must be a JSON array of components' }]),
	];
}
