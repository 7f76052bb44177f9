import type { IDataObject } from 'n8n-workflow';
import { asText } from '../../core/parse';
import type { Violation } from '../../core/validation';

/** The field is named as in the JSON: `Card 1, Button 2: url`. */
export type Rule = [isBroken: boolean, field: string, problem: string];

export function findBroken(rules: Rule[]): Violation[] {
	return rules.filter(([isBroken]) => isBroken).map(([, field, problem]) => ({ field, problem }));
}

/** Of a component or a button, in Meta's capitals. */
export function getType({ type }: IDataObject): string {
	return (asText(type) ?? '').toUpperCase();
}
