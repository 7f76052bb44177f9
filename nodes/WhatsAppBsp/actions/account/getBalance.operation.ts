import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import { withNotes } from '../fields/providerTexts';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const properties: INodeProperties[] = [
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. 65',
		description: withNotes('country', 'Country to count the credits for. Usually left empty.'),
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBalance'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const country = reader.trimmedText('country');
	return run.createApiCall('account', 'getBalance', country ? { country } : {});
}
