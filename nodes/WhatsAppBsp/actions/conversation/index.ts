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
		action: 'Pass conversation control',
		description: 'Let the escalation partner or Meta Business Agent answer this customer',
	},
	releaseControl: {
		name: 'Release Control',
		action: 'Release conversation control',
		description: 'Stop holding this customer’s conversation',
	},
	takeControl: {
		name: 'Take Control',
		action: 'Take conversation control',
		description:
			'Take the conversation from whoever holds it. Only works with the role Escalation at 360dialog. Sending the customer a message also takes it.',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('conversation', CHOICES, 'passControl'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
