import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { TEXT_LIMITS } from '../../core/validation';
import { markdownToWhatsApp } from '../../messages/text/markdown/blocks';
import { splitText } from '../../messages/text/splitText';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import type { Outbound } from '../operation';
import { textIn } from '../parameterReader';
import {
	getCommonFields,
	optionsField,
	getOptions,
	createRecipientFields,
	windowNotice,
} from './commonFields';
import { outsideWindowFields } from './windowFallback';

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
		'Whether to send text longer than 4096 characters as several messages, split after a paragraph, sentence, or word. Each message gets a separate output item.',
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
	optionsField([previewUrlField, formatField, splitField, ...outsideWindowFields]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendText'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const options = getOptions(this, itemIndex);
	const previewUrl = options.previewUrl as boolean | undefined;
	const written = textIn(this.getNodeParameter('text', itemIndex));
	const text = options.format === 'markdown' ? markdownToWhatsApp(written) : written;
	const bodies = options.splitLongText === true ? splitText(text, TEXT_LIMITS.text) : [text];
	const { replyToMessageId, ...rest } = getCommonFields(options);
	const [message, ...following] = (bodies.length > 0 ? bodies : [text]).map(
		(body, i): OutboundMessage => ({
			content: { type: 'text', body, ...(previewUrl === undefined ? {} : { previewUrl }) },
			...rest,
			// The first part answers; the others follow it.
			...(replyToMessageId && i === 0 ? { replyToMessageId } : {}),
			...(bodies.length > 1 ? { part: { number: i + 1, of: bodies.length } } : {}),
		}),
	);
	return { kind: 'message', message, following };
}
