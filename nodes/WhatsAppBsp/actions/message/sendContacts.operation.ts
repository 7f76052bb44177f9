import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Outbound } from '../operation';
import {
	getCommonFields,
	optionsField,
	getOptions,
	createRecipientFields,
	windowNotice,
} from './commonFields';
import { readContact, contactsField } from './contactFields';
import { toEntries } from './interactive/form';

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendContacts'),
	contactsField,
	optionsField(),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendContacts'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const entries = toEntries(this.getNodeParameter('contacts.contact', itemIndex, []));
	return {
		kind: 'message',
		message: {
			content: { type: 'contacts', contacts: entries.map(readContact) },
			...getCommonFields(getOptions(this, itemIndex)),
		},
	};
}
