import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../../providers';
import type { Provider } from '../../providers/provider';
import { BATCH, DEBOUNCE, MEDIA } from '../limits';
import { filterOptions, showFor } from './filterOptions';

// The lint reads a default that is a name, but no property of an object.
const { defaultMs, defaultCount } = BATCH;
const { defaultQuietMs } = DEBOUNCE;
const { defaultMb, defaultTimeoutMs } = MEDIA;

/** Shown for the providers that support it. */
const showWhere = (
	supports: (provider: Provider) => unknown,
	show: IDisplayOptions['show'] = {},
): INodeProperties['displayOptions'] => ({
	show: {
		'/provider': Object.values(PROVIDERS)
			.filter((provider) => provider.webhook && supports(provider))
			.map(({ name }) => name),
		...show,
	},
});

/** The fields of `fieldNames`, for providers whose parameter names are not documented. */
const FIELDS: INodePropertyOptions[] = [
	{ name: 'Business Number', value: 'to' },
	{ name: 'Message ID', value: 'id' },
	{ name: 'Sender', value: 'from' },
	{ name: 'Sender Name', value: 'name' },
	{ name: 'Status', value: 'status' },
	{ name: 'Text', value: 'text' },
	{ name: 'Time', value: 'time' },
];

const behaviour: INodeProperties[] = [
	{
		displayName: 'Also Start on Answers',
		name: 'startOnAnswers',
		type: 'boolean',
		default: false,
		description:
			"Whether an answer that a 'Send and Wait for Response' operation is waiting for also starts this workflow. Otherwise, it only continues the waiting execution.",
	},
	{
		displayName: 'Batch',
		name: 'batch',
		type: 'options',
		options: [
			{ name: 'Off', value: 'off', description: 'One execution per webhook call' },
			{
				name: 'Time Window',
				value: 'window',
				description:
					'One execution for all events within a short time. Handles several times the load.',
			},
			{
				name: 'Time Window or Count',
				value: 'count',
				description: 'Like Time Window, but starts sooner once enough events have arrived',
			},
		],
		default: 'off',
		description:
			'How to combine events that arrive together into one execution with several items. The provider gets its response only after the execution is created.',
	},
	{
		displayName: 'Batch Count',
		name: 'batchCount',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: BATCH.maxEvents },
		default: defaultCount,
		description: 'Number of events that ends the window early',
		displayOptions: { show: { batch: ['count'] } },
	},
	{
		displayName: 'Batch Window (Milliseconds)',
		name: 'batchWindowMs',
		type: 'number',
		typeOptions: { minValue: BATCH.minMs, maxValue: BATCH.maxMs },
		default: defaultMs,
		description: `How long to wait for more events, up to ${BATCH.maxMs} milliseconds. 360dialog expects quick responses.`,
		displayOptions: { show: { batch: ['window', 'count'] } },
	},
	{
		displayName: 'Download Media',
		name: 'downloadMedia',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the files of received messages to the item as binary data. The response to the provider waits for the download. A file that can’t be downloaded in time is skipped, but the message still arrives. Links in webhook calls are only opened if the credential has a webhook secret, and only on the provider’s own host and those in Media Hosts.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Emit Rejected Calls',
		name: 'emitRejected',
		type: 'boolean',
		default: false,
		description:
			'Whether to output rejected and unreadable webhook calls as items of a second output. Calls with a wrong secret then also start executions.',
	},
	{
		displayName: 'Field Names',
		name: 'fieldNames',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add field name',
		default: {},
		description:
			'Parameter names in your account’s webhook calls that the trigger doesn’t recognize. Everything the provider sent is in the raw field.',
		options: [
			{
				displayName: 'Names',
				name: 'names',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: FIELDS,
						default: 'text',
						description: 'What the parameter contains',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. wa_text',
						description: 'Name of the parameter in your webhook calls, not case-sensitive',
					},
				],
			},
		],
		displayOptions: showWhere(({ webhook }) => webhook?.supportsFieldAliases),
	},
	{
		displayName: 'Forward To',
		name: 'forwardTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://crm.example.com/whatsapp',
		description:
			'URL of another system that receives each verified webhook call, with its body and headers, after n8n has responded. Retried if that system doesn’t respond with a 2xx status. This webhook’s own secrets are not forwarded, and neither are calls that another trigger has forwarded here. To authenticate, add a username and password to the URL.',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		options: [
			{ name: 'Nothing', value: 'none' },
			{
				name: 'Sender',
				value: 'sender',
				description: 'Messages that a customer sends in quick succession share one execution',
			},
		],
		default: 'none',
		description:
			'How to group a burst of short messages, for example before an AI agent replies to them',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Mark as Read',
		name: 'markAsRead',
		type: 'boolean',
		default: false,
		description:
			'Whether to show the customer blue check marks once the message’s execution is created',
		displayOptions: showWhere(({ markAsRead }) => markAsRead),
	},
	{
		displayName: 'Max Media Size (MB)',
		name: 'maxMediaMb',
		type: 'number',
		typeOptions: { minValue: MEDIA.minMb, maxValue: MEDIA.maxMb },
		default: defaultMb,
		description: 'Larger files are not downloaded',
		displayOptions: { show: { downloadMedia: [true] } },
	},
	{
		displayName: 'Media Hosts',
		name: 'mediaHosts',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. files.example.com, *.cdn.example.com',
		description:
			'Hosts whose links in webhook calls can be opened, in addition to the provider’s own host, separated by commas or line breaks. Use *. for all subdomains.',
		displayOptions: showWhere(({ webhook }) => webhook?.getMediaHost, { downloadMedia: [true] }),
	},
	{
		displayName: 'Media Timeout (Milliseconds)',
		name: 'mediaTimeoutMs',
		type: 'number',
		typeOptions: { minValue: MEDIA.minTimeoutMs, maxValue: MEDIA.maxTimeoutMs },
		default: defaultTimeoutMs,
		description: 'How long to wait for a file before the message continues without it',
		displayOptions: { show: { downloadMedia: [true] } },
	},
	{
		displayName: 'Quiet Time (Milliseconds)',
		name: 'quietTimeMs',
		type: 'number',
		typeOptions: { minValue: DEBOUNCE.minQuietMs, maxValue: DEBOUNCE.maxQuietMs },
		default: defaultQuietMs,
		description: `How long a sender must be quiet before a burst ends. Above ${DEBOUNCE.defaultQuietMs} milliseconds, responses are slower than 360dialog asks for.`,
		displayOptions: { show: { groupBy: ['sender'] } },
	},
	{
		displayName: 'Register As',
		name: 'registerAs',
		type: 'options',
		options: [
			{
				name: 'Additional Webhook',
				value: 'additional',
				description:
					'Receives a copy of each webhook call after the main webhook has responded. Up to 3 per number, Cloud API only.',
			},
			{
				name: 'Main Webhook',
				value: 'main',
				description:
					'Replaces the number’s current webhook, and restores it when you unpublish the workflow',
			},
		],
		default: 'main',
		description: 'How this trigger shares the number with other systems',
		displayOptions: showWhere(({ webhook }) => webhook?.registration?.additional),
	},
	{
		displayName: 'Show Typing',
		name: 'showTyping',
		type: 'boolean',
		default: false,
		description: 'Whether to also show the customer a typing indicator, for up to 25 seconds',
		displayOptions: { show: { markAsRead: [true] } },
	},
	{
		displayName: 'Take Over While Testing',
		name: 'takeOverWhileTesting',
		type: 'boolean',
		default: false,
		description:
			'Whether a live number’s messages go to the editor, instead of to its webhook, while you listen for a test event',
		displayOptions: showWhere(({ webhook }) => webhook?.registration),
	},
];

/** In alphabetical order. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...filterOptions, ...behaviour].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	),
};
