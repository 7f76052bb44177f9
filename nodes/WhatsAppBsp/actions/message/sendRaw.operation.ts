import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { Outbound } from '../operation';
import { getCommonFields, optionsField, getOptions, createRecipientFields } from './commonFields';
import { parseJsonField } from './interactive/form';

const properties: INodeProperties[] = [
	...createRecipientFields('sendRaw'),
	{
		displayName: 'Message (JSON)',
		name: 'message',
		type: 'json',
		typeOptions: { rows: 8 },
		default: '{\n  "type": "text",\n  "text": { "body": "Hello" }\n}',
		required: true,
		description:
			'Message in Meta’s Cloud API format: its type and the object of the same name. The recipient and any other fields your provider needs are added automatically.',
	},
	optionsField(),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendRaw'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const body = parseJsonField(this.getNodeParameter('message', itemIndex)) as IDataObject;
	return {
		kind: 'message',
		message: { content: { type: 'raw', body }, ...getCommonFields(getOptions(this, itemIndex)) },
	};
}
