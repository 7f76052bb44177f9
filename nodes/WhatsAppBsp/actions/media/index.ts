import type { INodeProperties } from 'n8n-workflow';
import type { ApiCallInputs } from '../../providers/apiCalls';
import type { Operation } from '../operation';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import * as remove from './delete.operation';
import * as download from './download.operation';
import * as get from './get.operation';
import * as upload from './upload.operation';

/** Every operation of resource `media`. */
export const operations: Record<keyof ApiCallInputs['media'], Operation> = {
	delete: remove,
	download,
	get,
	upload,
};

const CHOICES: Record<keyof ApiCallInputs['media'], OperationOption> = {
	delete: {
		name: 'Delete',
		action: 'Delete media',
		description: 'Delete an uploaded file from the provider',
	},
	download: {
		name: 'Download',
		action: 'Download media',
		description: 'Download a file that a customer sent or that you uploaded',
	},
	get: {
		name: 'Get',
		action: 'Get media',
		description: 'Retrieve a file’s type, size, and checksum without downloading it',
	},
	upload: {
		name: 'Upload',
		action: 'Upload media',
		description: 'Upload a file to the provider so that you can send it by ID as often as you need',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('media', CHOICES, 'upload'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
