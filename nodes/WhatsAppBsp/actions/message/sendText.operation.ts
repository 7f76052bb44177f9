import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Outbound } from '../operation';
import { envelope, optionsField, optionsOf, toField } from './common.description';

const previewUrlField: INodeProperties = {
	displayName: 'Preview Link',
	name: 'previewUrl',
	type: 'boolean',
	default: true,
	description: 'Whether the first link in the text is shown with a preview',
};

const properties: INodeProperties[] = [
	toField,
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Hi Ana, your order is on its way.',
		description:
			'At most 4096 characters. WhatsApp shows *bold*, _italic_, ~struck~ and ```code```. Free text reaches only customers who wrote within the last 24 hours; send a template to others.',
	},
	optionsField([previewUrlField]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendText'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const options = optionsOf(this, itemIndex);
	const previewUrl = options.previewUrl as boolean | undefined;
	return {
		kind: 'message',
		message: {
			content: {
				type: 'text',
				body: String(this.getNodeParameter('text', itemIndex) ?? ''),
				...(previewUrl === undefined ? {} : { previewUrl }),
			},
			...envelope(options),
		},
	};
}
