import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { PROVIDERS, getProvidersWith } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { RetryLimits } from '../../sending/types';
import type { IdempotencyKey } from '../../sending/types';
import { wordIn } from '../parameterReader';
import type { RateLimits } from '../../core/rateLimits';

const DEFAULT_RETRIES = 5;
const DEFAULT_RETRY_SECONDS = 120;
const DEFAULT_TIMEOUT_SECONDS = 60;

const DEFAULT_PACE = Object.values(PROVIDERS)
	.map(
		({ displayName, capabilities }) => `${displayName} ${capabilities.sending.messagesPerSecond}`,
	)
	.join(', ');

/** How messages are sent, whatever they say. */
export const sendingFields: INodeProperties[] = [
	{
		displayName: 'Group Recipients',
		name: 'groupRecipients',
		type: 'boolean',
		default: true,
		description:
			'Whether to send items with the same text in shared requests, with as many recipients per request as fit. Each item still gets its own message ID.',
		displayOptions: {
			show: { '/provider': getProvidersWith((can) => can.recipientsPerRequest !== undefined) },
		},
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderNumber }}',
		description:
			'Value that makes this message unique, such as an order number. Recipients who already got a message with this key are skipped, so you can safely run an execution again. Executions that use the key at the same time send once if they run in the same n8n process; in queue mode, two workers may both send. Only works in saved workflows.',
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
					'Record the key after the provider accepts the message. If n8n crashes, messages in flight are sent again.',
			},
			{
				name: 'At Most Once',
				value: 'atMostOnce',
				description:
					'Record the key before sending. If n8n crashes, messages in flight are not sent again.',
			},
		],
		description: 'What happens to messages in flight if n8n stops while sending',
	},
	{
		displayName: 'Idempotency Scope',
		name: 'idempotencyScope',
		type: 'options',
		default: 'node',
		options: [
			{ name: 'Node', value: 'node', description: 'Keys apply to this node only' },
			{
				name: 'Workflow',
				value: 'workflow',
				description: 'Keys apply to all nodes in the workflow that use this scope',
			},
		],
		description: 'Where an idempotency key applies',
	},
	{
		displayName: 'Max Messages per Second',
		name: 'maxPerSecond',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 20,
		description: `Maximum number of messages this node sends per second. Use 0 to send as fast as the provider allows. Without this option: ${DEFAULT_PACE}. All executions in one n8n process that use the same credential share the rate.`,
	},
	{
		displayName: 'Max Requests in Flight',
		name: 'maxInFlight',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 16,
		description:
			'Maximum number of requests that can wait for a response at the same time. A slow connection needs more to keep the same rate.',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_RETRIES,
		description:
			'Maximum number of retries if the provider definitely didn’t accept the message, because of a rate limit or because the provider was unavailable. Use 0 for no retries. A message that may have been accepted is never sent again.',
	},
	{
		displayName: 'Max Retry Time (Seconds)',
		name: 'maxRetrySeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_RETRY_SECONDS,
		description: 'How long after the first attempt a message can still be retried',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_TIMEOUT_SECONDS,
		description:
			'How long to wait for the provider’s response. After that, it’s unclear whether the message was accepted, so its status is unknown.',
	},
];

function number(value: unknown, lowest: number, otherwise: number): number {
	const given = Number(value ?? otherwise);
	return Number.isFinite(given) ? Math.max(lowest, given) : otherwise;
}

/** The pace of a run: the provider's own unless the user chose another. */
export function getRateLimits(options: IDataObject, { capabilities }: Provider): RateLimits {
	const { sending } = capabilities;
	return {
		...sending,
		messagesPerSecond: number(options.maxPerSecond, 0, sending.messagesPerSecond) || Infinity,
		maxConcurrency: Math.floor(number(options.maxInFlight, 1, sending.maxConcurrency)),
	};
}

export function getRetryLimits(options: IDataObject): RetryLimits {
	return {
		maxRetries: Math.floor(number(options.maxRetries, 0, DEFAULT_RETRIES)),
		maxRetryTimeMs: 1000 * number(options.maxRetrySeconds, 0, DEFAULT_RETRY_SECONDS),
	};
}

export function getTimeoutMs(options: IDataObject): number {
	return 1000 * number(options.timeoutSeconds, 1, DEFAULT_TIMEOUT_SECONDS);
}

/** The key of one recipient's message; undefined when the user set none. */
export function getIdempotencyKey(
	options: IDataObject,
	to: string,
	part = 1,
): IdempotencyKey | undefined {
	const key = wordIn(options.idempotencyKey);
	if (key === '') return undefined;
	const mode = options.idempotencyMode === 'atLeastOnce' ? 'atLeastOnce' : 'atMostOnce';
	const storeKey = `whatsapp-bsp|${key}|${to}${part > 1 ? `|${part}` : ''}`;
	return { key, storeKey, mode };
}

export function idempotencyScope(options: IDataObject): 'node' | 'workflow' {
	return options.idempotencyScope === 'workflow' ? 'workflow' : 'node';
}

export function isBatchingEnabled(options: IDataObject): boolean {
	return options.groupRecipients !== false;
}
