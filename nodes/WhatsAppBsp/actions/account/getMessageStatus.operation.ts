import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { checkText } from '../../messages/limits';
import { ask } from '../ask';
import { refuse, textOf } from '../fields';
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
	const messageId = textOf(this, 'messageId', itemIndex);
	refuse(checkText('Message ID', messageId, undefined));
	return ask(run, 'account', 'getMessageStatus', { messageId });
}
