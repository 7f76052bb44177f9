import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { mediaIdField, readMediaId } from './mediaId';

const properties: INodeProperties[] = [
	mediaIdField,
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description:
			"Name for the file in the output field 'data'. If empty, it’s the media ID with the extension of the file’s type.",
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['download'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const fileName = reader.trimmedText('fileName');
	const mediaId = readMediaId(reader);
	return run.createApiCall('media', 'download', { mediaId, ...(fileName ? { fileName } : {}) });
}
