import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { getProvidersWith } from '../../providers';
import { getTrimmedText } from '../fields';
import type { Outbound } from '../operation';
import { InvalidInputError } from '../../core/errors';

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

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const messageId = getTrimmedText(this, 'messageId', itemIndex);
	const violations = validateText('Message ID', messageId, undefined);
	if (violations.length > 0) throw InvalidInputError.fromViolations(violations);
	const showTyping = this.getNodeParameter('showTyping', itemIndex, false) as boolean;
	return { kind: 'read', receipt: { messageId, showTyping } };
}
