import { encodeUrl } from '../../../core/url';
import type { INodeProperties } from 'n8n-workflow';
import type { ReplyButton, UrlButton } from '../../../messages/interactive/button';
import { addIds } from '../../../messages/interactive/shared';
import { createEntriesField } from '../../fields/entriesField';
import type { ParameterReader } from '../../parameterReader';

/** Up to three buttons that respond with their IDs. */
export const replyButtonsField: INodeProperties = createEntriesField(
	{
		displayName: 'Buttons',
		name: 'buttons',
		placeholder: 'Add button',
		description: 'Buttons that the customer can tap',
	},
	{
		displayName: 'Button',
		name: 'button',
		values: [
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. Yes, please',
				description: 'Button label, up to 20 characters',
			},
			{
				displayName: 'ID',
				name: 'id',
				type: 'string',
				default: '',
				placeholder: 'e.g. yes-please',
				description:
					'ID returned when the customer taps the button. If empty, it’s generated from the title.',
			},
		],
	},
);

const buttonText: INodeProperties = {
	displayName: 'Button Text',
	name: 'buttonText',
	type: 'string',
	default: '',
	placeholder: 'e.g. Open',
	description: 'Button label, up to 20 characters',
};

const buttonUrl: INodeProperties = {
	displayName: 'Button URL',
	name: 'buttonUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/orders/4711',
	description: 'Web page that the button opens',
};

/**
 * Both, for where an option decides whether they are shown. An expression may set it, and n8n would
 * then require each field that could be shown. The validation requires them instead.
 */
export const urlButtonFields: INodeProperties[] = [buttonText, buttonUrl];

export const buttonTextField: INodeProperties = { ...buttonText, required: true };

export const buttonUrlField: INodeProperties = { ...buttonUrl, required: true };

/** @param prefix begins IDs that are generated from titles: `card-1-` */
export function readReplyButtons(reader: ParameterReader, prefix = ''): ReplyButton[] {
	const buttons = reader.entries('buttons.button').map((button) => ({
		id: button.trimmedText('id'),
		title: button.text('title'),
	}));
	return addIds(buttons, 'button', prefix);
}

export function readUrlButton(reader: ParameterReader): UrlButton {
	return { text: reader.text('buttonText'), url: encodeUrl(reader.trimmedText('buttonUrl')) };
}
