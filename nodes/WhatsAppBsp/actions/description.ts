import type { INodeProperties } from 'n8n-workflow';
import { getOperations, PROVIDERS, createProviderOptions } from '../providers';
import { createCredentialList } from '../providers/credentials';
import { description as account } from './account';
import { description as conversation } from './conversation';
import { description as event } from './event';
import { description as media } from './media';
import { description as message } from './message';
import { OPERATIONS } from './router';
import { description as template } from './template';

export const credentials = createCredentialList(Object.values(PROVIDERS), {
	// n8n asks for it by resource.
	resource: Object.keys(OPERATIONS).filter((resource) =>
		Object.values(OPERATIONS[resource]).every(
			(operation) => operation.requiresCredential === false,
		),
	),
});

const RESOURCES = [
	{ name: 'Account', value: 'account' },
	{ name: 'Conversation', value: 'conversation' },
	{ name: 'Event', value: 'event' },
	{ name: 'Media', value: 'media' },
	{ name: 'Message', value: 'message' },
	{ name: 'Template', value: 'template' },
];

/**
 * One field for all providers, whose choices show where the provider has them: n8n's search for
 * nodes lists the actions once for each field of this name.
 */
const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: RESOURCES.map((resource) => ({
		...resource,
		displayOptions: { show: { provider: getProvidersWithResource(resource.value) } },
	})),
	default: 'message',
};

function getProvidersWithResource(resource: string): string[] {
	return Object.values(PROVIDERS)
		.filter((provider) => getOperations(provider, resource).length > 0)
		.map(({ name }) => name);
}

/** The action node's fields, from broad to narrow: provider, resource, operation, its own. */
export const description: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: createProviderOptions(Object.values(PROVIDERS)),
		default: 'dialog360',
		description: 'The company your WhatsApp number is registered with',
	},
	resourceField,
	...message,
	...media,
	...template,
	...conversation,
	...account,
	...event,
];
