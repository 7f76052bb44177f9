import type { INodeProperties } from 'n8n-workflow';
import type { CallInputs } from '../../providers/calls';
import type { Operation } from '../operation';
import { operationFieldsOf, type Choice } from '../operationFields';
import * as remove from './delete.operation';
import * as download from './download.operation';
import * as get from './get.operation';
import * as upload from './upload.operation';

/** Every operation of resource `media`. */
export const operations: Record<keyof CallInputs['media'], Operation> = {
	delete: remove,
	download,
	get,
	upload,
};

const CHOICES: Record<keyof CallInputs['media'], Choice> = {
	delete: {
		name: 'Delete',
		action: 'Delete media',
		description: 'Remove a file from the provider',
	},
	download: {
		name: 'Download',
		action: 'Download media',
		description: 'Fetch the file of a received message, or one that was uploaded',
	},
	get: {
		name: 'Get',
		action: 'Get media',
		description: 'Retrieve type, size and checksum of a file without the file itself',
	},
	upload: {
		name: 'Upload',
		action: 'Upload media',
		description: 'Store a file at the provider, to send it by its ID as often as needed',
	},
};

export const description: INodeProperties[] = [
	...operationFieldsOf('media', CHOICES, 'upload'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
