import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';
import { mediaIdField } from './common.description';

const properties: INodeProperties[] = [
	mediaIdField,
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: "Name for the file in the output field 'data'",
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['download'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const mediaId = getTrimmedText(this, 'mediaId', itemIndex);
	assertValid(validateText('Media ID', mediaId, undefined));
	const fileName = getTrimmedText(this, 'fileName', itemIndex);
	return createApiCall(run, 'media', 'download', { mediaId, ...(fileName ? { fileName } : {}) });
}
