import { jsonParse, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { wordIn } from './parameterReader';
import { InvalidInputError } from '../core/errors';
import type { Violation } from '../core/validation';

/** 'Return All' and 'Limit' of an operation that lists things. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** How many results are wanted; undefined: all. */
export function getLimit(context: IExecuteFunctions, itemIndex: number): number | undefined {
	const returnAll = context.getNodeParameter('returnAll', itemIndex, false) as boolean;
	return returnAll ? undefined : Number(context.getNodeParameter('limit', itemIndex, 50));
}

/** Ends the item when something about it is wrong, naming everything at once. */
export function assertValid(violations: Violation[]): void {
	if (violations.length > 0) throw InvalidInputError.fromViolations(violations);
}

/** A parameter as text, without space at its ends. */
export function getTrimmedText(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): string {
	return wordIn(context.getNodeParameter(name, itemIndex, ''));
}

/** An array, given as such or as JSON text; undefined when it is neither. */
export function parseArray<T>(typed: unknown): T[] | undefined {
	const parsed: unknown =
		typeof typed === 'string' ? jsonParse(typed, { fallbackValue: undefined }) : typed;
	return Array.isArray(parsed) ? (parsed as T[]) : undefined;
}
