import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { assertValid } from '../fields';
import type { Outbound } from '../operation';
import { DEFAULT_REMEMBERED, MAX_REMEMBERED } from './filterDuplicates';

const properties: INodeProperties[] = [
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		default: '={{ $json.id }}',
		required: true,
		placeholder: 'e.g. wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5...',
		description:
			'Value that identifies an event. Items with the same key count as the same event. By default, this is the event ID from the WhatsApp BSP Trigger.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Keep Seen Items',
				name: 'keepSeen',
				type: 'boolean',
				default: true,
				description:
					'Whether to keep items that were seen before in the output. Each item then has a seenBefore field.',
			},
			{
				displayName: 'Keys to Remember',
				name: 'remember',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MAX_REMEMBERED },
				default: DEFAULT_REMEMBERED,
				description: 'Minimum number of keys to remember before the oldest ones are dropped',
			},
			{
				displayName: 'Scope',
				name: 'scope',
				type: 'options',
				default: 'node',
				options: [
					{
						name: 'Node',
						value: 'node',
						description: 'Only items that passed through this node count',
					},
					{
						name: 'Workflow',
						value: 'workflow',
						description: 'Items that passed through any node in the workflow with this scope count',
					},
				],
				description: 'Which nodes share the list of seen events',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['event'], operation: ['skipDuplicates'] } },
	properties,
);

/** It asks n8n's own database and no provider. */
export const needsNoAccount = true;

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const given = this.getNodeParameter('key', itemIndex, '') as unknown;
	const isPlain = ['string', 'number', 'bigint'].includes(typeof given);
	const key = isPlain ? String(given).trim() : '';
	const isNothing = given === undefined || given === null || (isPlain && key === '');
	if (isNothing) assertValid([{ field: 'Key', problem: 'is empty' }]);
	if (!isPlain) assertValid([{ field: 'Key', problem: 'must be text or a number' }]);
	return { kind: 'event', key };
}
