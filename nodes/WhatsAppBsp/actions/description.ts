import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { PROVIDERS } from '../providers';
import { description as message } from './message';

/** Each provider's credential, asked for when the provider is chosen. */
export const credentialsByProvider: INodeCredentialDescription[] = Object.values(PROVIDERS).map(
	({ name, credential }) => ({
		name: credential,
		required: true,
		displayOptions: { show: { provider: [name] } },
	}),
);

/** The action node's fields, from broad to narrow: provider, resource, operation, its own. */
export const description: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '360dialog', value: 'dialog360' },
			{ name: 'Bulk360 (SMS 360)', value: 'bulk360' },
			{ name: 'Modica', value: 'modica' },
			{ name: 'Socnet', value: 'socnet' },
		],
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
