import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ReplyButton, UrlButton } from '../../../messages/interactive/button';
import { addIds } from '../../../messages/interactive/shared';
import { textIn, wordIn } from '../../parameterReader';
import { entriesField, toEntries } from './form';

/** Up to three buttons that answer with their ids. */
export const replyButtonsField: INodeProperties = entriesField(
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
 * Both, for where a choice decides whether they are shown: an expression may make it, and n8n would
 * then ask for each required field that could be shown. The check asks for them instead.
 */
export const urlButtonFields: INodeProperties[] = [buttonText, buttonUrl];

export const buttonTextField: INodeProperties = { ...buttonText, required: true };

export const buttonUrlField: INodeProperties = { ...buttonUrl, required: true };

/** @param prefix stands before ids that are made of titles: `card-1-` */
export function readReplyButtons(entries: unknown, prefix = ''): ReplyButton[] {
	const buttons = toEntries(entries).map(({ id, title }) => ({
		id: wordIn(id),
		title: textIn(title),
	}));
	return addIds(buttons, 'button', prefix);
}

export function readUrlButton({ buttonText, buttonUrl }: IDataObject): UrlButton {
	return { text: textIn(buttonText), url: wordIn(buttonUrl) };
}
