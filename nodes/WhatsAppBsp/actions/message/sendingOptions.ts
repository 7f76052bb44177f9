import type { INode, INodeProperties } from 'n8n-workflow';
import type { IdempotencyKey } from '../../idempotency/idempotencyKey';
import { PROVIDERS, getProvidersWith } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { SendSettings } from '../../sending/sendMessages';
import type { RetryLimits } from '../../sending/types';
import type { ParameterReader } from '../parameterReader';

const DEFAULT_RETRIES = 5;
const DEFAULT_RETRY_SECONDS = 120;
const DEFAULT_TIMEOUT_SECONDS = 60;

type Limit = 'maxConcurrency' | 'messagesPerSecond';

const describeDefaults = (limit: Limit): string =>
	Object.values(PROVIDERS)
		.map(({ displayName, capabilities }) => `${displayName} ${capabilities.sending[limit]}`)
		.join(', ');

/** One field for each provider, with its own default: adding the option changes nothing until its value is changed. */
const createLimitFields = (limit: Limit, field: INodeProperties): INodeProperties[] =>
	Object.values(PROVIDERS).map(({ name, capabilities }) => ({
		...field,
		default: capabilities.sending[limit],
		displayOptions: { show: { '/provider': [name] } },
	}));

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
		// A run looks its keys up in one list.
		noDataExpression: true,
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
	...createLimitFields('messagesPerSecond', {
		displayName: 'Max Messages per Second',
		name: 'maxPerSecond',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: `Maximum number of messages this node sends per second. Use 0 to send as fast as the provider allows. Without this option: ${describeDefaults('messagesPerSecond')}. All executions in one n8n process that use the same credential share the rate.`,
	}),
	...createLimitFields('maxConcurrency', {
		displayName: 'Max Requests in Flight',
		name: 'maxInFlight',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: `Maximum number of requests that can wait for a response at the same time. A slow connection needs more to keep the same rate. Without this option: ${describeDefaults('maxConcurrency')}.`,
	}),
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
		description:
			'How long after the first attempt a message can still be retried. Also the longest wait that the provider may ask for. If it asks for more, the item fails and says when to try again.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_TIMEOUT_SECONDS,
		description:
			'How long a request and its response can take in total, at least 300 seconds if it uploads a file. After that, it’s unclear whether a message was accepted, so its status is unknown.',
	},
];

export const DEFAULT_RETRY_LIMITS: RetryLimits = {
	maxRetries: DEFAULT_RETRIES,
	maxRetryTimeMs: 1000 * DEFAULT_RETRY_SECONDS,
};

/** What applies when nobody chose otherwise. */
export function getDefaultSendSettings({ capabilities }: Provider): SendSettings {
	return {
		rateLimits: capabilities.sending,
		timeoutMs: 1000 * DEFAULT_TIMEOUT_SECONDS,
		idempotencyScope: 'node',
	};
}

/** How one item's messages are sent, and how the run is sent if the item is its first. */
export interface SendingOptions {
	settings: SendSettings;
	retry: RetryLimits;
	idempotency?: Pick<IdempotencyKey, 'key' | 'mode'>;
	/** Messages that say the same can share a request. */
	sharesRequests: boolean;
	/** Nothing is sent: the output is what would be. */
	isDryRun: boolean;
}

/**
 * An expression that gives nothing would send again whatever a run before has sent, and so would n8n, which runs the
 * whole node again with 'Retry On Fail'.
 */
function readIdempotencyKey(options: ParameterReader, { retryOnFail }: INode): string {
	const key = options.trimmedText('idempotencyKey');
	if (key === '' && retryOnFail && !options.boolean('dryRun', false)) {
		const problem = `would send every message again; turn it off in the node’s settings (the node retries by itself, see 'Max Retries'), or set 'Idempotency Key'`;
		options.addViolations([{ field: 'Retry On Fail', problem }]);
	}
	const given = options.value('idempotencyKey');
	if (typeof given === 'boolean') {
		const problem = `is ${given}, which would be the same for many messages; enter what makes the message unique`;
		options.addViolation('idempotencyKey', problem);
	}
	if (key === '' && options.isExpression('options.idempotencyKey')) {
		options.addViolation('idempotencyKey', 'gives nothing; enter what makes the message unique');
	}
	return key;
}

/** How an item's messages are sent: as the collection 'Options' says, else by the provider's defaults. */
export function readSendingOptions(
	options: ParameterReader,
	provider: Provider,
	node: INode,
): SendingOptions {
	const { rateLimits, timeoutMs } = getDefaultSendSettings(provider);
	const { messagesPerSecond, maxConcurrency } = rateLimits;
	const sharesRequests =
		options.boolean('groupRecipients', true) &&
		provider.capabilities.recipientsPerRequest !== undefined;
	const key = readIdempotencyKey(options, node);
	const mode = options.option<IdempotencyKey['mode']>('idempotencyMode', 'atMostOnce');
	return {
		settings: {
			rateLimits: {
				...rateLimits,
				messagesPerSecond: options.number('maxPerSecond', messagesPerSecond) || Infinity,
				maxConcurrency: options.integer('maxInFlight', maxConcurrency),
			},
			// Node.js has no timeout of part of a millisecond.
			timeoutMs: Math.round(1000 * options.number('timeoutSeconds', timeoutMs / 1000)),
			idempotencyScope: options.option<'node' | 'workflow'>('idempotencyScope', 'node'),
		},
		retry: {
			maxRetries: options.integer('maxRetries', DEFAULT_RETRIES),
			maxRetryTimeMs: 1000 * options.number('maxRetrySeconds', DEFAULT_RETRY_SECONDS),
		},
		...(key ? { idempotency: { key, mode } } : {}),
		sharesRequests,
		isDryRun: options.boolean('dryRun', false),
	};
}
