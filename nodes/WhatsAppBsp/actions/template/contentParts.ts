import type { INodeProperties } from 'n8n-workflow';
import { createEntriesField } from '../fields/entriesField';
import { createTextField } from '../fields/textField';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

export const examples = createEntriesField(
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

/** Each kind of button: what the editor calls it, and WhatsApp's word. */
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

export const buttons = createEntriesField(
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
			...updateDisplayOptions({ show: { type: WITH_TEXT } }, [
				createTextField('Text', 'text', 'e.g. Track order', 'Button label, up to 25 characters'),
			]),
			...updateDisplayOptions({ show: { type: ['URL'] } }, [
				createTextField(
					'URL',
					'url',
					'e.g. https://example.com/orders/{{1}}',
					'Web page that the button opens. It can end with {{1}}.',
				),
				createTextField(
					'URL Example',
					'urlExample',
					'e.g. https://example.com/orders/4711',
					'The whole URL with an example in the place of {{1}}',
				),
			]),
			...updateDisplayOptions({ show: { type: ['PHONE_NUMBER'] } }, [
				createTextField('Phone Number', 'phoneNumber', 'e.g. +60377220000', 'Number to call'),
			]),
			...updateDisplayOptions({ show: { type: ['COPY_CODE'] } }, [
				createTextField('Code Example', 'code', 'e.g. SAVE25', 'Example of the code'),
			]),
			...updateDisplayOptions({ show: { type: ['FLOW'] } }, [
				createTextField('Flow ID', 'flowId', 'e.g. 1234567890', 'ID of a published flow'),
				createTextField(
					'First Screen',
					'flowScreen',
					'e.g. WELCOME',
					'Screen that the flow opens with',
				),
			]),
		],
	},
);

export const cards = createEntriesField(
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
			createTextField('Text', 'text', 'e.g. Room with a view', 'Up to 160 characters'),
			examples,
			{ ...buttons, description: 'Up to 2 buttons' },
		],
	},
);
