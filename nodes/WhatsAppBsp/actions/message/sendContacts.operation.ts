import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage } from '../../messages/types';
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
import { readContact, contactsField } from './contactFields';

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendContacts'),
	contactsField,
	createOptionsField(outsideWindowFields),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendContacts'] } },
	properties,
);

export const kind = 'message';

export function buildMessages(reader: ParameterReader, run: RunContext): OutboundMessage[] {
	const timeZone = run.context.getTimezone();
	const contacts = reader.entries('contacts.contact').map((entry) => readContact(entry, timeZone));
	return [{ content: { type: 'contacts', contacts }, ...readCommonFields(reader) }];
}
