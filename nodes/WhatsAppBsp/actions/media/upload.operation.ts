import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { checkUpload } from '../../messages/media';
import { providersWith } from '../../providers';
import { ask } from '../ask';
import { refuse, textOf } from '../fields';
import type { Outbound, Run } from '../operation';
import { workflowFile } from '../workflowFile';

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
		displayOptions: { show: { provider: providersWith(({ senderId }) => senderId) } },
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
	const field = textOf(this, 'binaryPropertyName', itemIndex);
	const senderId = run.provider.capabilities.senderId
		? textOf(this, 'senderId', itemIndex)
		: undefined;
	const file = await workflowFile(this, itemIndex, field);
	refuse(checkUpload('Input Data Field Name', file));
	return ask(run, 'media', 'upload', { file, ...(senderId ? { senderId } : {}) });
}
