import type { INodeProperties } from 'n8n-workflow';
import { PROVIDERS, providerOptions } from '../providers';
import { credentialsByProvider } from '../providers/credentials';
import { description as message } from './message';

export const credentials = credentialsByProvider(Object.values(PROVIDERS));

/** The action node's fields, from broad to narrow: provider, resource, operation, its own. */
export const description: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: providerOptions(Object.values(PROVIDERS)),
		default: 'dialog360',
		description: 'The company that your WhatsApp number is with',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Message', value: 'message' }],
		default: 'message',
	},
	...message,
];
