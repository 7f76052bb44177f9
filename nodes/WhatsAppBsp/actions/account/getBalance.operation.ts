import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { createApiCall } from '../ask';
import { getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';

const properties: INodeProperties[] = [
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. 65',
		description:
			'Country to count the credits for, in Bulk360’s notation. Leave empty for the account’s own country.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBalance'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const country = getTrimmedText(this, 'country', itemIndex);
	return createApiCall(run, 'account', 'getBalance', country ? { country } : {});
}
