import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage } from '../../messages/types';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { createRecipientFields, createOptionsField, readCommonFields } from './commonFields';

const properties: INodeProperties[] = [
	...createRecipientFields('sendReaction'),
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.messageId }}',
		description: 'ID of the message to react to. Old or deleted messages can’t get reactions.',
	},
	{
		displayName: 'Remove Reaction',
		name: 'remove',
		type: 'boolean',
		default: false,
		description: 'Whether to remove your earlier reaction',
	},
	{
		displayName: 'Emoji',
		name: 'emoji',
		type: 'string',
		default: '',
		placeholder: 'e.g. 👍',
		description: 'A single emoji, which replaces your earlier reaction',
		displayOptions: { show: { remove: [false] } },
	},
	// A reaction belongs to its message already: WhatsApp rejects one that quotes.
	createOptionsField([], ['replyToMessageId']),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendReaction'] } },
	properties,
);

export const kind = 'message';

export function buildMessages(reader: ParameterReader): OutboundMessage[] {
	const isRemoval = reader.boolean('remove', false);
	const messageId = reader.trimmedText('messageId');
	const emoji = isRemoval ? null : reader.trimmedText('emoji');
	return [{ content: { type: 'reaction', messageId, emoji }, ...readCommonFields(reader) }];
}
