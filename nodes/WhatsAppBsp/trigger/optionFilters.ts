import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { MESSAGE_TYPES } from '../events/filter';

/** Shown where this kind of event is asked for. */
export const on = (kind: string): INodeProperties['displayOptions'] => ({
	show: { '/triggerOn': [kind] },
});

const TYPE_NAMES: Readonly<Record<(typeof MESSAGE_TYPES)[number], string>> = {
	audio: 'Audio or Voice Note',
	button: 'Button of a Template',
	contacts: 'Contacts',
	document: 'Document',
	edit: 'Edited Message',
	image: 'Image',
	interactive: 'Interactive Reply',
	location: 'Location',
	media: 'Media (Bulk360)',
	order: 'Order',
	reaction: 'Reaction',
	revoke: 'Revoked Message',
	sticker: 'Sticker',
	system: 'System Message',
	text: 'Text',
	video: 'Video',
};

const typeOptions: INodePropertyOptions[] = [
	...MESSAGE_TYPES.map((value) => ({ name: TYPE_NAMES[value], value })),
	{ name: 'Other', value: 'other' },
].sort((a, b) => a.name.localeCompare(b.name));

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
export const filters: INodeProperties[] = [
	{
		displayName: 'Allowed Senders',
		name: 'allowedSenders',
		type: 'string',
		default: '',
		placeholder: 'e.g. +60 12-324 0066, +49 171 1234567',
		description: 'Only messages from these numbers, separated by commas; empty: from everybody',
		displayOptions: on('message'),
	},
	{
		displayName: 'Blocked Senders',
		name: 'blockedSenders',
		type: 'string',
		default: '',
		placeholder: 'e.g. +60 12-324 0066',
		description: 'No messages from these numbers, separated by commas',
		displayOptions: on('message'),
	},
	{
		displayName: 'Final Statuses Only',
		name: 'finalStatusesOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out statuses on the way, such as sent: delivered, read, played, failed and expired remain',
		displayOptions: on('status'),
	},
	{
		displayName: 'Include Own Messages',
		name: 'includeEchoes',
		type: 'boolean',
		default: false,
		description:
			'Whether messages that the business sent from its own phone count too. A workflow that answers them talks to itself.',
		displayOptions: on('other'),
	},
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		options: typeOptions,
		default: [],
		description: 'Only messages of these types; empty: all of them',
		displayOptions: on('message'),
	},
	{
		displayName: 'Own Numbers',
		name: 'ownNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +64 21 000 000',
		description:
			'Only events about these numbers of yours, separated by commas. Where a call does not say which number it is about, it counts.',
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only these statuses; empty: all of them',
		displayOptions: on('status'),
	},
	{
		displayName: 'Text Contains',
		name: 'textContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. order, delivery',
		description:
			'Only messages whose text contains one of these words or phrases, separated by commas. Capital letters do not matter.',
		displayOptions: on('message'),
	},
	{
		displayName: 'Text Pattern',
		name: 'textPattern',
		type: 'string',
		default: '',
		placeholder: 'e.g. ^order #?\\d{4,8}$',
		description:
			'Only messages whose text has a part that matches this regular expression. Capital letters do not matter; look-around and references back are not supported.',
		displayOptions: on('message'),
	},
];
