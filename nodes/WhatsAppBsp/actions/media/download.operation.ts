import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { checkText } from '../../messages/limits';
import { ask } from '../ask';
import { refuse, textOf } from '../fields';
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
	const mediaId = textOf(this, 'mediaId', itemIndex);
	refuse(checkText('Media ID', mediaId, undefined));
	const fileName = textOf(this, 'fileName', itemIndex);
	return ask(run, 'media', 'download', { mediaId, ...(fileName ? { fileName } : {}) });
}
