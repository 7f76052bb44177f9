import type { INodeProperties } from 'n8n-workflow';
import type { ApiCallInputs } from '../../providers/apiCalls';
import type { Operation } from '../operation';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import * as create from './create.operation';
import * as remove from './delete.operation';
import * as edit from './edit.operation';
import * as enableAnalytics from './enableAnalytics.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as getAnalytics from './getAnalytics.operation';
import * as getLibrary from './getLibrary.operation';

/** Every operation of resource `template`. */
export const operations: Record<keyof ApiCallInputs['template'], Operation> = {
	create,
	delete: remove,
	edit,
	enableAnalytics,
	get,
	getAll,
	getAnalytics,
	getLibrary,
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
		description: 'Delete a template in one language or all',
	},
	edit: {
		name: 'Edit',
		action: 'Edit template',
		description: 'Change a template and submit it for approval again',
	},
	enableAnalytics: {
		name: 'Enable Analytics',
		action: 'Enable template analytics',
		description: 'Turn on template analytics for the account',
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
	getAnalytics: {
		name: 'Get Analytics',
		action: 'Get template analytics',
		description: 'Retrieve how often a template was sent, delivered, read, and tapped each day',
	},
	getLibrary: {
		name: 'Get Library',
		action: 'Get template library',
		description: 'Retrieve ready-made templates from WhatsApp’s library',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('template', CHOICES, 'getAll'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
