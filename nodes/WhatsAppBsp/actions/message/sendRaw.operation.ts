import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { OutboundMessage } from '../../messages/types';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { createRecipientFields, createOptionsField, readCommonFields } from './commonFields';

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
	createOptionsField(),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendRaw'] } },
	properties,
);

export const kind = 'message';

export function buildMessages(reader: ParameterReader): OutboundMessage[] {
	const body = reader.json('message') as IDataObject;
	return [{ content: { type: 'raw', body }, ...readCommonFields(reader) }];
}
