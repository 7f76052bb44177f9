import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { MAX_KEYS } from '../../idempotency/processedDataStore';
import type { DeduplicationOptions } from '../operation';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const DEFAULT_MAX_KEYS = 10_000;

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
				// As with the scope: a run has one list.
				noDataExpression: true,
				typeOptions: { minValue: 1, maxValue: MAX_KEYS },
				default: DEFAULT_MAX_KEYS,
				description: 'Minimum number of keys to remember before the oldest ones are dropped',
			},
			{
				displayName: 'Scope',
				name: 'scope',
				type: 'options',
				noDataExpression: true,
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

export const kind = 'deduplicate';

/** It uses n8n's own database and no provider. */
export const requiresCredential = false;

export function readOptions(options: ParameterReader): DeduplicationOptions {
	return {
		keepsSeen: options.boolean('keepSeen', false),
		maxKeys: options.integer('remember', DEFAULT_MAX_KEYS),
		scope: options.option<'node' | 'workflow'>('scope', 'node'),
	};
}

export function getKey(reader: ParameterReader): string {
	const given = reader.value('key');
	// Neither true nor a date identifies an event: most likely the wrong field was mapped.
	const isKey = ['string', 'number', 'bigint', 'undefined'].includes(typeof given);
	if (!isKey) reader.addViolation('key', 'must be text or a number');
	const key = isKey ? reader.trimmedText('key') : '';
	reader.assertValid(validateText('Key', key));
	return key;
}
