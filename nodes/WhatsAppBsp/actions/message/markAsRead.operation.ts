import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import type { ReadReceipt } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const properties: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.messageId }}',
		description: 'ID of the customer’s message, from the WhatsApp BSP Trigger',
	},
	{
		displayName: 'Show Typing',
		name: 'showTyping',
		type: 'boolean',
		default: false,
		description:
			'Whether to show the customer a typing indicator until you reply, for up to 25 seconds. Cloud API only.',
		displayOptions: { show: { provider: getProvidersWith((can) => can.typingIndicator) } },
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['markAsRead'] } },
	properties,
);

export const kind = 'readReceipt';

export function buildReadReceipt(reader: ParameterReader): ReadReceipt {
	const messageId = reader.trimmedText('messageId');
	const showTyping = reader.boolean('showTyping', false);
	reader.assertValid(validateText('Message ID', messageId));
	return { messageId, showTyping };
}
