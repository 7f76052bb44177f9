import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import { limitFields, getLimit } from '../fields/limit';
import { createTextField } from '../fields/textField';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const FILTERS = ['search', 'topic', 'usecase', 'industry', 'language'] as const;

const properties: INodeProperties[] = [
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			createTextField('Industry', 'industry', 'e.g. E_COMMERCE'),
			createTextField('Language', 'language', 'e.g. en_US'),
			createTextField('Search', 'search', 'e.g. delivery'),
			createTextField('Topic', 'topic', 'e.g. ORDER_MANAGEMENT'),
			createTextField('Use Case', 'usecase', 'e.g. DELIVERY_UPDATE'),
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['getLibrary'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const filters = reader.collection('filters');
	const given = FILTERS.map((name) => [name, filters.trimmedText(name)]);
	return run.createApiCall('template', 'getLibrary', {
		...(Object.fromEntries(given.filter(([, text]) => text !== '')) as object),
		limit: getLimit(reader),
	});
}
