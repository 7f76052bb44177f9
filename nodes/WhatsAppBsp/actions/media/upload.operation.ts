import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { validateUpload } from '../../messages/mediaSource';
import { getProvidersWith } from '../../providers';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';
import { getInputFile } from '../binaryInput';

const properties: INodeProperties[] = [
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'Name of the input field that contains the file',
	},
	{
		displayName: 'Sender ID',
		name: 'senderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1234567890',
		description: 'ID of the WhatsApp number that will send the file, as shown in Modica’s platform',
		displayOptions: { show: { provider: getProvidersWith(({ senderId }) => senderId) } },
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['upload'] } },
	properties,
);

export async function build(
	this: IExecuteFunctions,
	itemIndex: number,
	run: Run,
): Promise<Outbound> {
	const field = getTrimmedText(this, 'binaryPropertyName', itemIndex);
	const senderId = run.provider.capabilities.senderId
		? getTrimmedText(this, 'senderId', itemIndex)
		: undefined;
	const file = await getInputFile(this, itemIndex, field);
	assertValid(validateUpload('Input Data Field Name', file));
	return createApiCall(run, 'media', 'upload', { file, ...(senderId ? { senderId } : {}) });
}
