import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { compareTexts } from '../../core/compareTexts';
import { getProvidersWith } from '../../providers';
import { MESSAGE_TYPES } from '../receive/filter';

/** Shown if this kind of event is in 'Trigger On'. */
export const showFor = (kind: string): INodeProperties['displayOptions'] => ({
	show: { '/triggerOn': [kind] },
});

const TYPE_NAMES: Readonly<Record<(typeof MESSAGE_TYPES)[number], string>> = {
	audio: 'Audio or Voice Note',
	button: 'Template Button',
	contacts: 'Contacts',
	document: 'Document',
	edit: 'Edited Message',
	image: 'Image',
	interactive: 'Interactive Reply',
	location: 'Location',
	media: 'Media (Bulk360)',
	order: 'Order',
	reaction: 'Reaction',
	revoke: 'Deleted Message',
	sticker: 'Sticker',
	text: 'Text',
	video: 'Video',
};

const typeOptions: INodePropertyOptions[] = [
	...MESSAGE_TYPES.map((value) => ({
		name: TYPE_NAMES[value],
		value,
		...(value === 'media'
			? { description: 'Any file, as Bulk360 doesn’t say of which type it is' }
			: {}),
	})),
	{ name: 'Other', value: 'other' },
].sort((a, b) => compareTexts(a.name, b.name));

const STATUSES = [
	'Accepted',
	'Delivered',
	'Expired',
	'Failed',
	'Pending',
	'Played',
	'Read',
	'Sent',
	'Unknown',
].map((name) => ({ name, value: name.toLowerCase() }));

/** Options that decide which events start an execution. */
export const filterOptions: INodeProperties[] = [
	{
		displayName: 'Allowed Senders',
		name: 'allowedSenders',
		type: 'string',
		default: '',
		placeholder: 'e.g. +60 12-324 0066, +49 171 1234567',
		description:
			'Numbers whose messages start the workflow, separated by commas. Leave empty to allow everyone.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Blocked Senders',
		name: 'blockedSenders',
		type: 'string',
		default: '',
		placeholder: 'e.g. +60 12-324 0066',
		description: 'Numbers whose messages are ignored, separated by commas',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Business Numbers',
		name: 'businessNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +64 21 000 000',
		description:
			'Your business numbers whose events start the workflow, separated by commas. Events that don’t name one of your numbers always pass.',
	},
	{
		displayName: 'Final Statuses Only',
		name: 'finalStatusesOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to ignore intermediate statuses such as sent. The statuses delivered, read, played, failed, and expired still start the workflow.',
		displayOptions: showFor('status'),
	},
	{
		displayName: 'Ignore Case',
		name: 'ignoreCase',
		type: 'boolean',
		default: true,
		description:
			"Whether 'Text Matches' treats upper and lower case as the same. 'Text Contains' always does.",
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Include Own Messages',
		name: 'includeEchoes',
		type: 'boolean',
		default: false,
		description:
			'Whether to include messages that the business sent from its own phone. A workflow that replies to them ends up talking to itself.',
		displayOptions: {
			show: {
				'/provider': getProvidersWith(({ resources }) => resources.conversation !== undefined),
				'/triggerOn': ['other'],
			},
		},
	},
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		options: typeOptions,
		default: [],
		description: 'Types of messages that start the workflow. Leave empty for all types.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Opt-In Words',
		name: 'optInWords',
		type: 'string',
		default: '',
		placeholder: 'e.g. yes please, news',
		description:
			'More words, separated by commas, that set optOut to false if they are the whole message. START and the like in several languages always do.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Opt-Out Words',
		name: 'optOutWords',
		type: 'string',
		default: '',
		placeholder: 'e.g. no more, cancel',
		description:
			'More words, separated by commas, that set optOut to true if they are the whole message. STOP and the like in several languages always do.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Statuses that start the workflow. Leave empty for all statuses.',
		displayOptions: showFor('status'),
	},
	{
		displayName: 'Text Contains',
		name: 'textContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. order, delivery',
		description:
			'Words or phrases, separated by commas. A message must contain at least one of them to start the workflow. Not case-sensitive.',
		displayOptions: showFor('message'),
	},
	{
		displayName: 'Text Matches',
		name: 'textMatches',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. order #*',
		description:
			'Patterns, one per line. A message’s whole text must match at least one of them to start the workflow. Use * for any characters (or none) and ? for exactly one. To match these characters themselves, write \\* or \\?. Spaces around the text are ignored.',
		displayOptions: showFor('message'),
	},
];
