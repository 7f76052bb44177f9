import type { INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../parameterReader';

const limitField = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
} satisfies INodeProperties;

/** 'Return All' and 'Limit' of an operation that lists things. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	limitField,
];

/** How many results are wanted; undefined: all. */
export function getLimit(reader: ParameterReader): number | undefined {
	if (reader.boolean('returnAll', false)) return undefined;
	return reader.integer('limit', limitField.default);
}
