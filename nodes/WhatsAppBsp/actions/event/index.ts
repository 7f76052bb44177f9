import type { INodeProperties } from 'n8n-workflow';
import type { EventOperationName } from '../../providers';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import type { Operation } from '../operation';
import * as skipDuplicates from './skipDuplicates.operation';

/** Every operation of resource `event`. */
export const operations: Record<EventOperationName, Operation> = { skipDuplicates };

const CHOICES: Record<EventOperationName, OperationOption> = {
	skipDuplicates: {
		name: 'Skip Duplicates',
		action: 'Skip duplicate events',
		description:
			'Pass each event on only once, no matter how often the provider delivers it. In queue mode, two workers that get the same event at the same moment may both pass it on.',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('event', CHOICES, 'skipDuplicates'),
	...Object.values(operations).flatMap((operation) => operation.description),
];
