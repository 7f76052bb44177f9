import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Outbound } from '../operation';
import { envelope, optionsField, optionsOf, toFields, windowNotice } from './common.description';
import { contactIn, contactsField } from './contacts.description';
import { entriesIn } from './interactive/form';

const properties: INodeProperties[] = [
	windowNotice,
	...toFields('sendContacts'),
	contactsField,
	optionsField(),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendContacts'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const entries = entriesIn(this.getNodeParameter('contacts.contact', itemIndex, []));
	return {
		kind: 'message',
		message: {
			content: { type: 'contacts', contacts: entries.map(contactIn) },
			...envelope(optionsOf(this, itemIndex)),
		},
	};
}
