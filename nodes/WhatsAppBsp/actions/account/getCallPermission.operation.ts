import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { parseUser } from '../fields/parseUser';

const properties: INodeProperties[] = [
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +60 12-324 0066',
		description: 'Phone number with country code, or business-scoped user ID (BSUID)',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getCallPermission'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const entries = reader.recipients('user');
	const problem = entries.length === 0 ? 'is empty' : 'contains several; enter one per item';
	reader.assertValid(entries.length === 1 ? [] : [{ field: 'User', problem }]);
	const user = parseUser(run.provider, entries[0]);
	return run.createApiCall('account', 'getCallPermission', { user });
}
