import type { INodeProperties } from 'n8n-workflow';
import type { ApiCallInputs } from '../../providers/apiCalls';
import type { Operation } from '../operation';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import * as create from './create.operation';
import * as remove from './delete.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

/** Every operation of resource `template`. */
export const operations: Record<keyof ApiCallInputs['template'], Operation> = {
	create,
	delete: remove,
	get,
	getAll,
};

const CHOICES: Record<keyof ApiCallInputs['template'], OperationOption> = {
	create: {
		name: 'Create',
		action: 'Create template',
		description: 'Submit a new template for approval',
	},
	delete: {
		name: 'Delete',
		action: 'Delete template',
		description: 'Delete a template in all languages',
	},
	get: {
		name: 'Get',
		action: 'Get template',
		description: 'Retrieve one template with its text, status, and components',
	},
	getAll: {
		name: 'Get Many',
		action: 'Get many templates',
		description: 'Retrieve many templates from the account',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('template', CHOICES, 'getAll'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
