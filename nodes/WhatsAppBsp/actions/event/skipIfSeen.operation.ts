import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { refuse } from '../fields';
import type { Outbound } from '../operation';
import { DEFAULT_REMEMBERED, MOST_REMEMBERED } from './seen';

const properties: INodeProperties[] = [
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		default: '={{ $json.id }}',
		required: true,
		placeholder: 'e.g. wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5...',
		description:
			'What makes two items the same event. Events of the WhatsApp BSP Trigger carry it as their ID.',
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
					'Whether items seen before stay in the output. Every item then says in seenBefore which it is.',
			},
			{
				displayName: 'Keys to Remember',
				name: 'remember',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_REMEMBERED },
				default: DEFAULT_REMEMBERED,
				description: 'How many keys are remembered at least, before the oldest are forgotten',
			},
			{
				displayName: 'Scope',
				name: 'scope',
				type: 'options',
				default: 'node',
				options: [
					{ name: 'Node', value: 'node', description: 'What went through this node counts' },
					{
						name: 'Workflow',
						value: 'workflow',
						description: 'What went through any node of the workflow with this scope counts',
					},
				],
				description: 'Where an event counts as seen',
			},
			{
				displayName: 'Single Process',
				name: 'singleProcess',
				type: 'boolean',
				default: true,
				description:
					'Whether n8n runs as one process, without queue mode. Items then go on at once, instead of after about a second in which it shows that no other worker has them.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['event'], operation: ['skipIfSeen'] } },
	properties,
);

/** It asks n8n's own database and no provider. */
export const needsNoAccount = true;

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const given = this.getNodeParameter('key', itemIndex, '') as unknown;
	const isPlain = ['string', 'number', 'bigint'].includes(typeof given);
	const key = isPlain ? String(given).trim() : '';
	const isNothing = given === undefined || given === null || (isPlain && key === '');
	if (isNothing) refuse([{ field: 'Key', problem: 'is empty' }]);
	if (!isPlain) refuse([{ field: 'Key', problem: 'is neither text nor a number' }]);
	return { kind: 'event', key };
}
