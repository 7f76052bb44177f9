import type { INodeProperties } from 'n8n-workflow';
import { operationsOf, PROVIDERS, providerOptions } from '../providers';
import { credentialsByProvider } from '../providers/credentials';
import { description as account } from './account';
import { description as event } from './event';
import { description as media } from './media';
import { description as message } from './message';
import { description as template } from './template';

export const credentials = credentialsByProvider(Object.values(PROVIDERS), {
	// What n8n's own database knows needs no account.
	resource: ['event'],
});

const RESOURCES = [
	{ name: 'Account', value: 'account' },
	{ name: 'Event', value: 'event' },
	{ name: 'Media', value: 'media' },
	{ name: 'Message', value: 'message' },
	{ name: 'Template', value: 'template' },
];

/** One 'Resource' field per provider: nothing is offered that the provider does not have. */
const resourceFields = Object.values(PROVIDERS).map(
	(provider): INodeProperties => ({
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.filter(({ value }) => operationsOf(provider, value).length > 0),
		default: 'message',
		displayOptions: { show: { provider: [provider.name] } },
	}),
);

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
	...resourceFields,
	...message,
	...media,
	...template,
	...account,
	...event,
];
