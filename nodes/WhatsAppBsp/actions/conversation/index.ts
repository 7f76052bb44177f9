import type { INodeProperties } from 'n8n-workflow';
import type { ApiCallInputs } from '../../providers/apiCalls';
import type { Operation } from '../operation';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import * as passControl from './passControl.operation';
import * as releaseControl from './releaseControl.operation';
import * as takeControl from './takeControl.operation';

/** Every operation of resource `conversation`. */
export const operations: Record<keyof ApiCallInputs['conversation'], Operation> = {
	passControl,
	releaseControl,
	takeControl,
};

const CHOICES: Record<keyof ApiCallInputs['conversation'], OperationOption> = {
	passControl: {
		name: 'Pass Control',
		action: 'Pass a conversation on',
		description: 'Let a person or another app answer this customer',
	},
	releaseControl: {
		name: 'Release Control',
		action: 'Release a conversation',
		description: 'Stop holding this customer’s conversation',
	},
	takeControl: {
		name: 'Take Control',
		action: 'Take a conversation over',
		description:
			'Take the conversation from whoever holds it. This needs 360dialog’s role Escalation; sending the customer a message does so too.',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('conversation', CHOICES, 'passControl'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
