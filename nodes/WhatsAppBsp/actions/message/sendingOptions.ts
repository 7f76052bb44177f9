import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { PROVIDERS, providersWith } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { RetryLimits } from '../../sending/retry';
import type { Once, SendingLimits } from '../../sending/types';
import { wordIn } from '../plain';

const DEFAULT_RETRIES = 5;
const DEFAULT_RETRY_SECONDS = 120;
const DEFAULT_TIMEOUT_SECONDS = 60;

const DEFAULT_PACE = Object.values(PROVIDERS)
	.map(({ displayName, capabilities }) => `${displayName} ${capabilities.sending.perSecond}`)
	.join(', ');

/** How messages are sent, whatever they say. */
export const sendingFields: INodeProperties[] = [
	{
		displayName: 'Group Recipients',
		name: 'groupRecipients',
		type: 'boolean',
		default: true,
		description:
			'Whether items with the same text share requests, with as many recipients in each as fit. Each item still gets its own message ID.',
		displayOptions: {
			show: { '/provider': providersWith((can) => can.recipientsPerRequest !== undefined) },
		},
	},
	{
		displayName: 'Idempotency Across Workers',
		name: 'idempotencyAcrossWorkers',
		type: 'boolean',
		default: true,
		description:
			'Whether workers of n8n’s queue mode that get the same idempotency key at the same moment agree who sends. Each message then waits about a second. For At Most Once.',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderNumber }}',
		description:
			'What makes this message unique, such as an order number. A recipient who got a message with this key before is skipped, so an execution can be run again. Works in saved workflows.',
	},
	{
		displayName: 'Idempotency Mode',
		name: 'idempotencyMode',
		type: 'options',
		default: 'atMostOnce',
		options: [
			{
				name: 'At Least Once',
				value: 'atLeastOnce',
				description:
					'The key is recorded when the provider took the message. If n8n crashes, what was in flight is sent again.',
			},
			{
				name: 'At Most Once',
				value: 'atMostOnce',
				description:
					'The key is recorded before sending. If n8n crashes, what was in flight is not sent again.',
			},
		],
		description: 'What an idempotency key promises when n8n is stopped in the middle',
	},
	{
		displayName: 'Idempotency Scope',
		name: 'idempotencyScope',
		type: 'options',
		default: 'node',
		options: [
			{ name: 'Node', value: 'node', description: 'Keys count for this node only' },
			{
				name: 'Workflow',
				value: 'workflow',
				description: 'Keys count for all nodes of the workflow that use this scope',
			},
		],
		description: 'Where an idempotency key counts',
	},
	{
		displayName: 'Max Messages per Second',
		name: 'maxPerSecond',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 20,
		description: `How fast this node sends at most; 0 is as fast as the provider lets it. Without this option: ${DEFAULT_PACE}. All executions with one credential share its rate.`,
	},
	{
		displayName: 'Max Requests in Flight',
		name: 'maxInFlight',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 16,
		description:
			'How many requests may wait for their answers at the same time. A slow connection needs more of them for the same rate.',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_RETRIES,
		description:
			'How often a message is sent again when the provider certainly did not take it: refused for its rate, or not reachable. 0 is never. A message that may have been taken is never sent again.',
	},
	{
		displayName: 'Max Retry Time (Seconds)',
		name: 'maxRetrySeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_RETRY_SECONDS,
		description: 'How long after its first attempt a message may be sent again',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_TIMEOUT_SECONDS,
		description:
			'How long to wait for the provider’s answer. After that nobody knows whether the message was taken, so its status is unknown.',
	},
];

function number(value: unknown, lowest: number, otherwise: number): number {
	const given = Number(value ?? otherwise);
	return Number.isFinite(given) ? Math.max(lowest, given) : otherwise;
}

/** The pace of a run: the provider's own unless the user chose another. */
export function pace(options: IDataObject, { capabilities }: Provider): SendingLimits {
	const { sending } = capabilities;
	return {
		...sending,
		perSecond: number(options.maxPerSecond, 0, sending.perSecond) || Infinity,
		inFlight: Math.floor(number(options.maxInFlight, 1, sending.inFlight)),
	};
}

export function retryLimits(options: IDataObject): RetryLimits {
	return {
		maxRetries: Math.floor(number(options.maxRetries, 0, DEFAULT_RETRIES)),
		maxMs: 1000 * number(options.maxRetrySeconds, 0, DEFAULT_RETRY_SECONDS),
	};
}

export function timeoutMs(options: IDataObject): number {
	return 1000 * number(options.timeoutSeconds, 1, DEFAULT_TIMEOUT_SECONDS);
}

/** The key of one recipient's message; undefined when the user set none. */
export function once(options: IDataObject, to: string, part = 1): Once | undefined {
	const key = wordIn(options.idempotencyKey);
	if (key === '') return undefined;
	const promise = options.idempotencyMode === 'atLeastOnce' ? 'atLeastOnce' : 'atMostOnce';
	const token = `whatsapp-bsp|${key}|${to}${part > 1 ? `|${part}` : ''}`;
	return { key, token, promise };
}

/** Only keys that are recorded before sending can keep others from sending. */
export function acrossWorkers(options: IDataObject): boolean {
	return options.idempotencyAcrossWorkers === true && options.idempotencyMode !== 'atLeastOnce';
}

export function idempotencyScope(options: IDataObject): 'node' | 'workflow' {
	return options.idempotencyScope === 'workflow' ? 'workflow' : 'node';
}

export function groupsRecipients(options: IDataObject): boolean {
	return options.groupRecipients !== false;
}
