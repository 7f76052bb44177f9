import type { INodeProperties } from 'n8n-workflow';
import { validateUrl } from '../../core/validation';
import type { ApiCall } from '../../providers/apiCalls';
import { joinProviderNames } from '../fields/providerTexts';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const PROVIDER_NAMES = joinProviderNames(
	({ resources }) => resources.account?.includes('setWebhook') ?? false,
	'or',
);

const properties: INodeProperties[] = [
	{
		displayName:
			'This replaces the number’s current webhook, so a published WhatsApp BSP Trigger that is this number’s main webhook stops receiving events. The trigger registers its own webhook and doesn’t need this operation.',
		name: 'webhookNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/abc',
		description: `URL that ${PROVIDER_NAMES} sends this number’s events to`,
	},
	{
		displayName: 'Headers',
		name: 'webhookHeaders',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add header',
		default: {},
		description: `Headers that ${PROVIDER_NAMES} adds to each webhook call, for example to authenticate itself`,
		options: [
			{
				displayName: 'Header',
				name: 'headers',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Authorization',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						typeOptions: { password: true },
						default: '',
					},
				],
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['setWebhook'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const url = reader.trimmedText('webhookUrl');
	const { registration } = run.provider.webhook ?? {};
	const headers = reader.entries('webhookHeaders.headers').flatMap((header) => {
		const [name, value] = [header.trimmedText('name'), header.trimmedText('value')];
		if (name === '' && value !== '') header.addViolation('name', 'is empty');
		if (name !== '' && value === '') header.addViolation('value', 'is empty');
		const problem = registration?.validateHeaderName(name);
		if (problem !== undefined) header.addViolation('name', problem);
		return name === '' ? [] : [[name, value]];
	});
	reader.assertValid(validateUrl('URL', url));
	return run.createApiCall('account', 'setWebhook', { url, headers: Object.fromEntries(headers) });
}
