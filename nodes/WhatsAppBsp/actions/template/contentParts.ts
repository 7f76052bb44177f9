import type { INodeProperties } from 'n8n-workflow';
import { entriesField } from '../fields/entriesField';

export const examples = entriesField(
	{
		displayName: 'Placeholder Examples',
		name: 'examples',
		placeholder: 'Add example',
		description: 'An example for each {{1}} or {{name}}, so that WhatsApp can review the text',
	},
	{
		displayName: 'Example',
		name: 'values',
		values: [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1 or first_name',
				description: 'Name or number of the placeholder. If empty, the next number is used.',
			},
			{
				displayName: 'Example',
				name: 'text',
				type: 'string',
				default: '',
				placeholder: 'e.g. Ana',
			},
		],
	},
);

export const exampleFile: INodeProperties = {
	displayName: 'Example File',
	name: 'exampleFile',
	type: 'string',
	default: '',
	placeholder: 'e.g. data',
	description:
		'Name of the input field that contains an example file, which is uploaded first. A public URL or the handle of an uploaded file also works.',
};

export const text = (displayName: string, name: string, placeholder: string, description: string) =>
	({ displayName, name, type: 'string', default: '', placeholder, description }) as INodeProperties;

export const showFor = (
	field: INodeProperties,
	show: Record<string, string[]>,
): INodeProperties => ({
	...field,
	displayOptions: { show },
});

/** WhatsApp's words for each kind of button, and which fields it has. */
export const BUTTON_TYPES = [
	{ name: 'Call Phone Number', value: 'PHONE_NUMBER' },
	{ name: 'Call on WhatsApp', value: 'VOICE_CALL' },
	{ name: 'Copy Code', value: 'COPY_CODE' },
	{ name: 'Open Flow', value: 'FLOW' },
	{ name: 'Open Link', value: 'URL' },
	{ name: 'Order Details', value: 'ORDER_DETAILS' },
	{ name: 'Quick Reply', value: 'QUICK_REPLY' },
	{ name: 'Request Contact Info', value: 'REQUEST_CONTACT_INFO' },
	{ name: 'View Catalog', value: 'CATALOG' },
	{ name: 'View Product List', value: 'MPM' },
];

const WITH_TEXT = ['FLOW', 'PHONE_NUMBER', 'QUICK_REPLY', 'URL', 'VOICE_CALL'];

export const buttons = entriesField(
	{
		displayName: 'Buttons',
		name: 'buttons',
		placeholder: 'Add button',
		description: 'Up to 10 buttons. Quick replies must be next to each other.',
	},
	{
		displayName: 'Button',
		name: 'button',
		values: [
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: BUTTON_TYPES,
				default: 'QUICK_REPLY',
			},
			showFor(text('Text', 'text', 'e.g. Track order', 'Button label, up to 25 characters'), {
				type: WITH_TEXT,
			}),
			showFor(
				text(
					'URL',
					'url',
					'e.g. https://example.com/orders/{{1}}',
					'Web page that the button opens. It can end with {{1}}.',
				),
				{ type: ['URL'] },
			),
			showFor(
				text(
					'URL Example',
					'urlExample',
					'e.g. https://example.com/orders/4711',
					'The whole URL with an example in the place of {{1}}',
				),
				{ type: ['URL'] },
			),
			showFor(text('Phone Number', 'phoneNumber', 'e.g. +60377220000', 'Number to call'), {
				type: ['PHONE_NUMBER'],
			}),
			showFor(text('Code Example', 'code', 'e.g. SAVE25', 'Example of the code'), {
				type: ['COPY_CODE'],
			}),
			showFor(text('Flow ID', 'flowId', 'e.g. 1234567890', 'ID of a published flow'), {
				type: ['FLOW'],
			}),
			showFor(
				text('First Screen', 'flowScreen', 'e.g. WELCOME', 'Screen that the flow opens with'),
				{ type: ['FLOW'] },
			),
		],
	},
);

export const cards = entriesField(
	{
		displayName: 'Carousel Cards',
		name: 'cards',
		placeholder: 'Add card',
		description: '2 to 10 side-by-side cards below the text, all with the same kinds of buttons',
	},
	{
		displayName: 'Card',
		name: 'card',
		values: [
			{
				displayName: 'Media Type',
				name: 'mediaType',
				type: 'options',
				options: [
					{ name: 'Image', value: 'IMAGE' },
					{ name: 'Video', value: 'VIDEO' },
				],
				default: 'IMAGE',
			},
			exampleFile,
			text('Text', 'text', 'e.g. Room with a view', 'Up to 160 characters'),
			examples,
			buttons,
		],
	},
);
