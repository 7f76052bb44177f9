import type { INodeProperties } from 'n8n-workflow';
import { getDocumentName } from '../../messages/fileName';
import type { MediaType } from '../../messages/mediaTypes';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import {
	createRecipientFields,
	createOptionsField,
	readCommonFields,
	windowNotice,
} from './commonFields';
import { outsideWindowFields } from './windowFallback';
import { createMediaSourceFields, readMediaSource } from './mediaSource';

const nativeProviders = getProvidersWith(({ media }) => media === 'native');
const linkProviders = getProvidersWith(({ media }) => media === 'link');

const properties: INodeProperties[] = [
	windowNotice,
	{
		displayName: 'This provider doesn’t support files. The caption and the link are sent as text.',
		name: 'linkNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: linkProviders } },
	},
	...createRecipientFields('sendMedia'),
	{
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: [
			{ name: 'Audio', value: 'audio', description: 'AAC, AMR, MP3, M4A, or OGG, up to 16 MB' },
			{ name: 'Document', value: 'document', description: 'PDF, Office, or text, up to 100 MB' },
			{ name: 'Image', value: 'image', description: 'JPEG or PNG, up to 5 MB' },
			{
				name: 'Sticker',
				value: 'sticker',
				description: 'WebP, 512 x 512, up to 100 kB, animated up to 500 kB',
			},
			{ name: 'Video', value: 'video', description: 'MP4 or 3GP, up to 16 MB' },
			{
				name: 'Voice Note',
				value: 'voice',
				description: 'OGG with the Opus codec, played as a voice note',
			},
		],
		default: 'image',
		displayOptions: { show: { provider: nativeProviders } },
	},
	...createMediaSourceFields({ show: { provider: nativeProviders } }),
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/invoice.pdf',
		description: 'Public URL of the file, which the recipient opens',
		displayOptions: { show: { provider: linkProviders } },
	},
	{
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Your invoice for May',
		description: 'Text shown with the file, up to 1024 characters',
		displayOptions: {
			show: { provider: nativeProviders, mediaType: ['image', 'video', 'document'] },
		},
	},
	{
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Your invoice for May',
		description: 'Text placed before the link',
		displayOptions: { show: { provider: linkProviders } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description:
			'File name that the recipient sees. If empty, a file from the input keeps its own name.',
		displayOptions: { show: { provider: nativeProviders, mediaType: ['document'] } },
	},
	createOptionsField(outsideWindowFields),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendMedia'] } },
	properties,
);

export const kind = 'message';

export async function buildMessages(
	reader: ParameterReader,
	{ provider }: RunContext,
): Promise<OutboundMessage[]> {
	const isNative = provider.capabilities.media === 'native';
	const source = await readMediaSource(reader, { fallback: isNative ? 'binary' : 'url' });
	const mediaType = reader.option<MediaType>('mediaType', isNative ? 'image' : 'document');
	const caption = reader.text('caption');
	const entered = reader.trimmedText('fileName');
	const ownName = 'file' in source ? source.file.fileName : '';
	const fileName = mediaType === 'document' ? getDocumentName(entered, source) : entered || ownName;
	return [
		{
			content: {
				type: 'media',
				mediaType,
				source,
				...(caption ? { caption } : {}),
				...(fileName ? { fileName } : {}),
			},
			...readCommonFields(reader),
		},
	];
}
