import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { validateUrl } from '../../core/validation';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';
import { textIn, wordIn } from '../parameterReader';

const properties: INodeProperties[] = [
	{
		displayName:
			'This replaces the number’s current webhook, so a published WhatsApp BSP Trigger for this number stops receiving events. The trigger registers its own webhook and doesn’t need this operation.',
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
		description: 'URL that 360dialog sends this number’s events to',
	},
	{
		displayName: 'Headers',
		name: 'webhookHeaders',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add header',
		default: {},
		description:
			'Headers that 360dialog adds to each webhook call, for example to authenticate itself',
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

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const url = getTrimmedText(this, 'webhookUrl', itemIndex);
	assertValid(validateUrl('URL', url));
	const given = this.getNodeParameter('webhookHeaders.headers', itemIndex, []) as IDataObject[];
	const headers = Object.fromEntries(
		given
			.filter(({ name }) => wordIn(name) !== '')
			.map(({ name, value }) => [wordIn(name), textIn(value)]),
	);
	return createApiCall(run, 'account', 'setWebhook', { url, headers });
}
