import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import { limitFields, getLimit } from '../fields/limit';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const properties: INodeProperties[] = [
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Approved', value: 'approved' },
					{ name: 'Disabled', value: 'disabled' },
					{ name: 'Paused', value: 'paused' },
					{ name: 'Pending', value: 'pending' },
					{ name: 'Rejected', value: 'rejected' },
				],
				default: 'approved',
				description: 'Only return templates with this status. Only approved templates can be sent.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['getAll'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const status = reader.collection('filters').option('status');
	return run.createApiCall('template', 'getAll', { status, limit: getLimit(reader) });
}
