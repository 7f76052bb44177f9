import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';

const properties: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.messageId }}',
		description: 'ID of a message that was sent, or received',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getMessageStatus'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const messageId = getTrimmedText(this, 'messageId', itemIndex);
	assertValid(validateText('Message ID', messageId, undefined));
	return createApiCall(run, 'account', 'getMessageStatus', { messageId });
}
