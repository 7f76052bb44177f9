import type { INodeProperties } from 'n8n-workflow';
import { compareTexts } from '../../core/compareTexts';
import type { OutboundMessage } from '../../messages/types';
import { PROVIDERS, getProvidersWith } from '../../providers';
import type { MessageOperationName } from '../../providers/capabilities';
import { withNotes } from '../fields/providerTexts';
import type { ParameterReader } from '../parameterReader';
import { readChannel } from './channel';
import { readDirectSend } from './directSend';
import { dryRunField } from './dryRun';
import { sendingFields } from './sendingOptions';
import { readWindowFallback } from './windowFallback';

const TO =
	'Phone number with country code, in any common format. Separate several recipients with commas. Each recipient gets the message and a separate output item.';

const TO_ONE =
	'Phone number with country code, in any common format. One recipient only, because an execution waits for one answer.';

const GROUP = 'So does the ID of a group.';

/** See `validateForGroup`. */
const REACH_GROUPS: readonly MessageOperationName[] = [
	'sendMedia',
	'sendRaw',
	'sendTemplate',
	'sendText',
];

/** The recipients of a send operation: one field per provider, with a number from where it works. */
export function createRecipientFields(operation: MessageOperationName): INodeProperties[] {
	return Object.values(PROVIDERS)
		.filter(({ capabilities }) => capabilities.message.includes(operation))
		.map(({ name, exampleNumber, recipientNote, capabilities: { groups } }) => ({
			displayName: 'To',
			name: 'to',
			type: 'string',
			default: '',
			required: true,
			placeholder: `e.g. ${exampleNumber}`,
			description: [
				operation === 'sendAndWait' ? TO_ONE : TO,
				recipientNote,
				groups && REACH_GROUPS.includes(operation) && GROUP,
			]
				.filter(Boolean)
				.join(' '),
			displayOptions: { show: { provider: [name] } },
		}));
}

/** What newcomers learn the hard way: free text and files do not reach everyone. */
export const windowNotice: INodeProperties = {
	displayName:
		"This only reaches customers who messaged you within the last 24 hours. To reach anyone else, use 'Send Template'.",
	name: 'windowNotice',
	type: 'notice',
	default: '',
	// An SMS and a category’s messages reach everyone.
	displayOptions: {
		hide: {
			'/options.channel': ['sms'],
			'/options.category': ['utility', 'authentication'],
			'/options.outsideWindow': ['utility'],
		},
	},
};

const replyToField: INodeProperties = {
	displayName: 'Reply to Message ID',
	name: 'replyToMessageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5...',
	description: 'ID of the earlier message to quote. WhatsApp shows no quote on a template.',
	displayOptions: { show: { '/provider': getProvidersWith(({ replies }) => replies) } },
};

const callbackDataField: INodeProperties = {
	displayName: 'Callback Data',
	name: 'callbackData',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-4711',
	description: withNotes(
		'callbackData',
		'Your own text, returned with every delivery receipt for this message.',
	),
	displayOptions: { show: { '/provider': getProvidersWith(({ callbackData }) => callbackData) } },
};

const senderIdField: INodeProperties = {
	displayName: 'Sender ID',
	name: 'senderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1234567890',
	description: withNotes(
		'senderId',
		'ID of the WhatsApp number to send from. Required if you have several numbers.',
	),
	displayOptions: { show: { '/provider': getProvidersWith(({ senderId }) => senderId) } },
};

/**
 * The 'Options' collection of a send operation.
 * @param without names of options that would do nothing for it
 */
export function createOptionsField(
	extra: INodeProperties[] = [],
	without: readonly string[] = [],
): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			callbackDataField,
			dryRunField,
			...extra,
			replyToField,
			senderIdField,
			...sendingFields,
		]
			.filter(({ name }) => !without.includes(name))
			.sort((a, b) => compareTexts(a.displayName, b.displayName)),
	};
}

/**
 * The part of a message that every send operation takes from its options.
 * @param reader of the whole item
 */
export function readCommonFields(reader: ParameterReader): Omit<OutboundMessage, 'content'> {
	const options = reader.collection('options');
	const replyToMessageId = options.trimmedText('replyToMessageId');
	const callbackData = options.text('callbackData');
	const senderId = options.trimmedText('senderId');
	return {
		...readWindowFallback(options),
		...readDirectSend(options),
		...readChannel(options),
		...(replyToMessageId ? { replyToMessageId } : {}),
		...(callbackData ? { callbackData } : {}),
		...(senderId ? { senderId } : {}),
	};
}
