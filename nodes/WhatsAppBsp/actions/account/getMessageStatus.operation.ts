import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

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

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const messageId = reader.trimmedText('messageId');
	reader.assertValid(validateText('Message ID', messageId));
	return run.createApiCall('account', 'getMessageStatus', { messageId });
}
