import type { INodeProperties } from 'n8n-workflow';
import { validateUpload, type MediaFile } from '../../messages/mediaSource';
import { getProvidersWith } from '../../providers';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

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

export const kind = 'apiCall';

export async function buildApiCall(reader: ParameterReader, run: RunContext): Promise<ApiCall> {
	const senderId = reader.trimmedText('senderId');
	const file = await reader.file('binaryPropertyName');
	reader.assertValid(file ? validateUpload('Input Data Field Name', file) : []);
	// What names no file is a violation, with which the item has ended.
	return run.createApiCall('media', 'upload', {
		file: file as MediaFile,
		...(senderId ? { senderId } : {}),
	});
}
