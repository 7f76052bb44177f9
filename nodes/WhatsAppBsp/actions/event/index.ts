import type { INodeProperties } from 'n8n-workflow';
import type { EventOperation } from '../../providers';
import type { Operation } from '../operation';
import { operationFieldsOf, type Choice } from '../operationFields';
import * as skipIfSeen from './skipIfSeen.operation';

/** Every operation of resource `event`. */
export const operations: Record<EventOperation, Operation> = { skipIfSeen };

const CHOICES: Record<EventOperation, Choice> = {
	skipIfSeen: {
		name: 'Skip if Seen',
		action: 'Skip event if seen before',
		description:
			'Pass each event on only once, no matter how often the provider delivers it or which worker receives it',
	},
};

export const description: INodeProperties[] = [
	...operationFieldsOf('event', CHOICES, 'skipIfSeen'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
