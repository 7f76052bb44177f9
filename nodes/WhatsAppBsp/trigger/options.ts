import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../providers';
import type { Provider } from '../providers/provider';
import { GROUPING, MEDIA, WINDOW } from './limits';
import { filters, on } from './optionFilters';

/** Shown for the providers that can do it. */
const where = (can: (provider: Provider) => unknown): INodeProperties['displayOptions'] => ({
	show: {
		'/provider': Object.values(PROVIDERS)
			.filter((provider) => provider.webhook && can(provider))
			.map(({ name }) => name),
	},
});

/** What `fieldNames` can name, for providers whose spelling is not documented. */
const FIELDS: INodePropertyOptions[] = [
	{ name: 'Business Number', value: 'to' },
	{ name: 'Message ID', value: 'id' },
	{ name: 'Sender', value: 'from' },
	{ name: 'Sender’s Name', value: 'name' },
	{ name: 'Status', value: 'status' },
	{ name: 'Text', value: 'text' },
	{ name: 'Time', value: 'time' },
];

const behaviour: INodeProperties[] = [
	{
		displayName: 'Batch',
		name: 'batch',
		type: 'options',
		options: [
			{ name: 'Off', value: 'off', description: 'One execution for each call of the provider' },
			{
				name: 'Time Window',
				value: 'window',
				description: 'One execution for all events of a short time: carries several times the load',
			},
			{
				name: 'Time Window or Count',
				value: 'count',
				description: 'As above, but sooner when enough events have come',
			},
		],
		default: 'off',
		description:
			'Whether events that arrive together share one execution with many items. Nobody is answered before their events are handed over.',
	},
	{
		displayName: 'Batch Count',
		name: 'batchCount',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: WINDOW.mostEvents },
		default: 50,
		description: 'Number of events that end the window early',
		displayOptions: { show: { batch: ['count'] } },
	},
	{
		displayName: 'Batch Window (Ms)',
		name: 'batchWindowMs',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: WINDOW.mostMs },
		default: 150,
		description: 'Milliseconds to wait for more events, 250 at most: 360dialog wants quick answers',
		displayOptions: { show: { batch: ['window', 'count'] } },
	},
	{
		displayName: 'Download Media',
		name: 'downloadMedia',
		type: 'boolean',
		default: false,
		description:
			'Whether files of messages are put into the item as binary data. The answer waits for them; what cannot be had in time is left out, never the message. Links in calls are only opened where the credential has a webhook secret.',
		displayOptions: on('message'),
	},
	{
		displayName: 'Emit Rejected Calls',
		name: 'emitRejected',
		type: 'boolean',
		default: false,
		description:
			'Whether calls that are refused or not understood become items of a second output. Calls with a wrong secret then start executions too.',
	},
	{
		displayName: 'Field Names',
		name: 'fieldNames',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add field name',
		default: {},
		description:
			'How your account spells parameters that this trigger does not find by itself. Everything that was sent is in raw.',
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
						description: 'What the parameter holds',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. wa_text',
						description:
							'The parameter as it is called in your calls; capital letters do not matter',
					},
				],
			},
		],
		displayOptions: where(({ webhook }) => webhook?.namesVary),
	},
	{
		displayName: 'Forward To',
		name: 'forwardTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://crm.example.com/whatsapp',
		description:
			'URL of a second system that gets each genuine call with its body and headers, after it was handed over. Tried again when it does not answer. Secrets of this webhook stay here: write a user and password for that system into its URL.',
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
				description: 'Messages that a person sends in quick succession become one execution',
			},
		],
		default: 'none',
		description: 'Whether a burst of short messages is taken together, before an AI answers it',
		displayOptions: on('message'),
	},
	{
		displayName: 'Mark as Read',
		name: 'markAsRead',
		type: 'boolean',
		default: false,
		description: 'Whether the customer sees blue ticks once the message is handed over',
		displayOptions: where(({ markAsRead }) => markAsRead),
	},
	{
		displayName: 'Max Media Size (MB)',
		name: 'maxMediaMb',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MEDIA.mostMb },
		default: 16,
		description: 'Larger files are not downloaded',
		displayOptions: { show: { downloadMedia: [true] } },
	},
	{
		displayName: 'Media Timeout (Ms)',
		name: 'mediaTimeoutMs',
		type: 'number',
		typeOptions: { minValue: 100, maxValue: MEDIA.mostMs },
		default: 5000,
		description: 'Milliseconds to wait for a file before the message goes on without it',
		displayOptions: { show: { downloadMedia: [true] } },
	},
	{
		displayName: 'Quiet Time (Ms)',
		name: 'quietTimeMs',
		type: 'number',
		typeOptions: { minValue: 50, maxValue: GROUPING.mostQuietMs },
		default: 900,
		description:
			'Milliseconds without a further message that end a burst. Above 900, the answers take longer than 360dialog asks for.',
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
					'Gets a copy of each call once the number’s own webhook has answered. 3 at most, Cloud API only.',
			},
			{
				name: 'The Number’s Own',
				value: 'main',
				description: 'Replaces the webhook that is there, and restores it on deactivation',
			},
		],
		default: 'main',
		description: 'How this trigger stands beside other systems that use the same number',
		displayOptions: where(({ webhook }) => webhook?.registration?.additional),
	},
	{
		displayName: 'Show Typing',
		name: 'showTyping',
		type: 'boolean',
		default: false,
		description: 'Whether the customer also sees a typing indicator, for 25 seconds at most',
		displayOptions: { show: { markAsRead: [true] } },
	},
	{
		displayName: 'Take Over While Testing',
		name: 'takeOverWhileTesting',
		type: 'boolean',
		default: false,
		description:
			'Whether listening for a test event may take a live number’s messages away from its webhook, for as long as it listens',
		displayOptions: where(({ webhook }) => webhook?.registration),
	},
];

/** The trigger's options, in the order of the alphabet. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...filters, ...behaviour].sort((a, b) => a.displayName.localeCompare(b.displayName)),
};
