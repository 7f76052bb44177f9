import type { INodeProperties } from 'n8n-workflow';
import { TEXT_LIMITS } from '../../core/validation';
import { DIRECT_SEND_LIMITS } from '../../messages/directSend';
import { markdownToWhatsApp } from '../../messages/text/markdown/blocks';
import { splitText } from '../../messages/text/splitText';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { channelFields } from './channel';
import {
	createRecipientFields,
	createOptionsField,
	readCommonFields,
	windowNotice,
} from './commonFields';
import { createDirectSendFields } from './directSend';
import { createOutsideWindowFieldsWithUtility } from './windowFallback';

const previewUrlField: INodeProperties = {
	displayName: 'Preview Link',
	name: 'previewUrl',
	type: 'boolean',
	default: true,
	description: 'Whether to show a preview of the first link in the text',
	displayOptions: { show: { '/provider': getProvidersWith(({ previewUrl }) => previewUrl) } },
};

const formatField: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'As Written', value: 'asWritten', description: 'Send the text unchanged' },
		{
			name: 'From Markdown',
			value: 'markdown',
			description:
				'Convert **bold**, headings, lists, and links, as AI models write them, to WhatsApp formatting',
		},
	],
	default: 'markdown',
	description: 'How to format the text',
};

const splitField: INodeProperties = {
	displayName: 'Split Long Text',
	name: 'splitLongText',
	type: 'boolean',
	default: true,
	description:
		'Whether to send text that’s too long for one message (4096 characters, fewer for SMS and for a category) as several messages, split after a paragraph, sentence, or word. Each message gets a separate output item.',
};

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendText'),
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Hi Ana, your order is on its way.',
		description:
			'Up to 4096 characters. WhatsApp renders *bold*, _italic_, ~strikethrough~, and ```code```.',
	},
	createOptionsField([
		previewUrlField,
		formatField,
		splitField,
		...channelFields,
		...createDirectSendFields(['utility', 'authentication']),
		...createOutsideWindowFieldsWithUtility(),
	]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendText'] } },
	properties,
);

export const kind = 'message';

/** How long a message can be; longer text is split if asked for. */
function getTextLimit({ directSend, sms }: Partial<OutboundMessage>, { provider }: RunContext) {
	if (sms) return provider.capabilities.sms?.textLength ?? TEXT_LIMITS.text;
	return directSend ? DIRECT_SEND_LIMITS.body : TEXT_LIMITS.text;
}

export function buildMessages(reader: ParameterReader, run: RunContext): OutboundMessage[] {
	const options = reader.collection('options');
	const written = reader.text('text');
	const isMarkdown = options.option('format', 'asWritten') === 'markdown';
	const text = isMarkdown ? markdownToWhatsApp(written) : written;
	const { replyToMessageId, ...common } = readCommonFields(reader);
	const parts = options.boolean('splitLongText', false)
		? splitText(text, getTextLimit(common, run))
		: [];
	const bodies = parts.length > 0 ? parts : [text];
	const previewUrl = options.boolean('previewUrl');
	return bodies.map((body, i) => ({
		content: { type: 'text', body, ...(previewUrl === undefined ? {} : { previewUrl }) },
		...common,
		// The first part quotes; the others follow it.
		...(replyToMessageId && i === 0 ? { replyToMessageId } : {}),
		...(bodies.length > 1 ? { part: { number: i + 1, of: bodies.length } } : {}),
	}));
}
