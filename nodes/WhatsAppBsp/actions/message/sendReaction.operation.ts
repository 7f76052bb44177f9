import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { ReactionContent } from '../../messages/reaction';
import { getTrimmedText } from '../fields';
import type { Outbound } from '../operation';
import { getCommonFields, optionsField, getOptions, createRecipientFields } from './commonFields';

const allOptions = optionsField();

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
	{
		...allOptions,
		// A reaction belongs to its message already: WhatsApp refuses one that quotes.
		options: allOptions.options?.filter(({ name }) => name !== 'replyToMessageId'),
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendReaction'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const remove = this.getNodeParameter('remove', itemIndex, false) as boolean;
	const content: ReactionContent = {
		type: 'reaction',
		messageId: getTrimmedText(this, 'messageId', itemIndex),
		emoji: remove ? null : getTrimmedText(this, 'emoji', itemIndex),
	};
	const rest = { ...getCommonFields(getOptions(this, itemIndex)), replyToMessageId: undefined };
	return { kind: 'message', message: { content, ...rest } };
}
