import type { INodeProperties } from 'n8n-workflow';
import { getDocumentName } from '../../../messages/fileName';
import { HEADER_LABELS, INTERACTIVE, type InteractiveType } from '../../../messages/interactive';
import type {
	InteractiveHeader,
	InteractiveRules,
	CommonParts,
} from '../../../messages/interactive/types';
import type { ParameterReader } from '../../parameterReader';
import { createMediaSourceFields, readMediaSource } from '../mediaSource';
import { updateDisplayOptions } from '../../fields/updateDisplayOptions';

function getTypesWith(can: (rules: InteractiveRules<never>) => boolean): InteractiveType[] {
	return Object.entries(INTERACTIVE)
		.filter(([, rules]) => can(rules))
		.map(([type]) => type as InteractiveType);
}

const anyHeader = { interactiveType: getTypesWith(({ header }) => header === 'any') };

const HEADER_NAMES = {
	label: 'Header Media Source',
	source: 'headerMediaSource',
	file: 'headerBinaryPropertyName',
	link: 'headerMediaUrl',
	id: 'headerMediaId',
};

const headerTextField: INodeProperties = {
	displayName: 'Header Text',
	name: 'headerText',
	type: 'string',
	default: '',
	placeholder: 'e.g. Your order',
	description: 'Bold text above the message, up to 60 characters',
};

const headerFields: INodeProperties[] = [
	{
		displayName: 'Header Type',
		name: 'headerType',
		type: 'options',
		options: [
			{ name: 'Document', value: 'document' },
			{ name: 'Image', value: 'image' },
			{ name: 'None', value: 'none' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
		],
		default: 'none',
		description: 'What to show above the text',
		displayOptions: { show: anyHeader },
	},
	{ ...headerTextField, displayOptions: { show: { ...anyHeader, headerType: ['text'] } } },
	{
		...headerTextField,
		displayOptions: { show: { interactiveType: getTypesWith(({ header }) => header === 'text') } },
	},
	{
		...headerTextField,
		required: true,
		displayOptions: {
			show: { interactiveType: getTypesWith(({ header }) => header === 'requiredText') },
		},
	},
	...createMediaSourceFields({
		names: HEADER_NAMES,
		labels: HEADER_LABELS,
		show: { ...anyHeader, headerType: ['document', 'image', 'video'] },
	}),
	{
		displayName: 'Header File Name',
		name: 'headerFileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description:
			'File name that the recipient sees. If empty, a file from the input keeps its own name.',
		displayOptions: { show: { ...anyHeader, headerType: ['document'] } },
	},
];

const bodyTextField: INodeProperties = {
	displayName: 'Body Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. Would you like to confirm your appointment?',
	description: 'Message text, up to 1024 characters, or 4096 in a list',
};

/** Header, text and footer: each shown for the types that have it. */
export const commonFields: INodeProperties[] = [
	...headerFields,
	...updateDisplayOptions(
		{ show: { interactiveType: getTypesWith(({ body }) => body.required) } },
		[{ ...bodyTextField, required: true }],
	),
	...updateDisplayOptions(
		{ show: { interactiveType: getTypesWith(({ body }) => !body.required) } },
		[bodyTextField],
	),
	{
		displayName: 'Footer Text',
		name: 'footerText',
		type: 'string',
		default: '',
		placeholder: 'e.g. Reply STOP to opt out',
		description: 'Small gray text below the message, up to 60 characters',
		displayOptions: { show: { interactiveType: getTypesWith(({ footer }) => footer) } },
	},
];

type HeaderType = 'none' | InteractiveHeader['type'];

async function readHeader(
	reader: ParameterReader,
	type: InteractiveType,
): Promise<InteractiveHeader | undefined> {
	const rules: Pick<InteractiveRules<never>, 'header'> = INTERACTIVE[type];
	if (rules.header === 'none') return undefined;
	const chosen: HeaderType =
		rules.header === 'any' ? reader.option<HeaderType>('headerType', 'none') : 'text';
	if (chosen === 'none') return undefined;
	if (chosen === 'text') {
		const text = reader.text('headerText');
		return text === '' && rules.header === 'text' ? undefined : { type: 'text', text };
	}
	const source = await readMediaSource(reader, { names: HEADER_NAMES });
	const fileName =
		chosen === 'document' ? getDocumentName(reader.trimmedText('headerFileName'), source) : '';
	return {
		type: chosen,
		source,
		...(fileName ? { fileName } : {}),
	};
}

/** Header, text and footer, so far as the type has them. */
export async function readCommonParts(
	reader: ParameterReader,
	type: InteractiveType,
): Promise<CommonParts> {
	const header = await readHeader(reader, type);
	const footer = INTERACTIVE[type].footer ? reader.text('footerText') : '';
	return {
		...(header ? { header } : {}),
		body: reader.text('bodyText'),
		...(footer ? { footer } : {}),
	};
}
