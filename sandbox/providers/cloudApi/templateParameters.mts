import { getVariables } from '../../core/templates.mts';
import type { Json, Template } from '../../core/types.mts';
import { CloudError } from './errors.mts';

export type Parameter = Json & { type: string };
export interface Component {
	type: string;
	sub_type?: string;
	index?: string | number;
	parameters?: Parameter[];
	cards?: Array<{ card_index: number; components: unknown[] }>;
}

export const createMismatchError = (place: string, expected: string, received: string) =>
	new CloudError(132012, `${place}: Format mismatch, expected ${expected}, received ${received}`);

/** Every parameter type that can stand in for a text, and the words the customer reads. */
export function getText(parameter: Parameter): string | undefined {
	if (parameter.type === 'text') return parameter.text as string | undefined;
	const part = parameter[parameter.type] as Json | undefined;
	return part?.fallback_value as string | undefined;
}

function checkValue(place: string, parameter: Parameter): void {
	if (!['text', 'currency', 'date_time'].includes(parameter.type)) {
		throw createMismatchError(place, 'TEXT', parameter.type.toUpperCase());
	}
	const words = getText(parameter);
	if (typeof words !== 'string' || words === '') {
		throw new CloudError(
			131008,
			`${place}: Parameter of type ${parameter.type} is missing text value`,
		);
	}
	if (/[\n\t]| {5,}/.test(words)) {
		throw new CloudError(
			132018,
			`${place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
		);
	}
	if (parameter.type === 'currency') {
		const { code, amount_1000: amount } = (parameter.currency ?? {}) as Json;
		if (typeof code !== 'string' || typeof amount !== 'number') {
			throw new CloudError(131008, `${place}: currency needs code and amount_1000`);
		}
	}
}

/** Compares the values given with the variables of the approved text, by number or by name. */
export function checkTexts(
	template: Template,
	place: string,
	approved: string | undefined,
	given: Parameter[],
): void {
	const variables = getVariables(approved);
	if (variables.length !== given.length) {
		throw new CloudError(
			132000,
			`${place}: number of localizable_params (${given.length}) does not match the expected number of params (${variables.length})`,
		);
	}
	for (const parameter of given) checkValue(place, parameter);
	const names = given.map(({ parameter_name: name }) => name);
	if (template.parameterFormat === 'NAMED') {
		const missing = variables.find((variable) => !names.includes(variable));
		if (missing)
			throw new CloudError(132012, `${place}: Parameter name is missing or empty: ${missing}`);
	} else if (names.some((name) => name !== undefined)) {
		throw new CloudError(
			132012,
			`${place}: the template has positional parameters, not named ones`,
		);
	}
}

export function fill(approved: string, given: Parameter[]): string {
	return approved.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, variable: string) => {
		const named = given.find(({ parameter_name: name }) => name === variable);
		const parameter = named ?? given[Number(variable) - 1];
		return (parameter && getText(parameter)) ?? whole;
	});
}
