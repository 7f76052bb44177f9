import type { IDataObject } from 'n8n-workflow';
import {
	asObject,
	normalizePhoneNumber,
	asObjects,
	asNonEmptyText,
	omitUndefined,
} from '../../core/parse';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import type { WhatsAppEvent } from '../../core/event';
import { parseContent } from './messageContent';
import { getFirstError, withOnlyEntry, type EventContext } from './eventContext';

/** A message without an id cannot be answered nor recognised again: such a body is not understood. */
export function isMessage(message: IDataObject): boolean {
	return asNonEmptyText(message.id) !== undefined;
}

/**
 * One inbound message.
 * @param value the change's value that it stands in: metadata, contacts, other messages
 */
export function toMessageEvent(
	message: IDataObject,
	value: IDataObject,
	origin: EventContext,
): WhatsAppEvent {
	const contact = senderOf(message, value);
	const own = normalizePhoneNumber(asObject(value.metadata).display_phone_number);
	const from = normalizePhoneNumber(message.from);
	const event = omitUndefined<WhatsAppEvent>({
		event: 'message',
		...common(message, origin),
		from,
		fromUserId: asNonEmptyText(message.from_user_id) ?? asNonEmptyText(contact?.user_id),
		fromName: asNonEmptyText(asObject(contact?.profile).name),
		to: own,
		type: asNonEmptyText(message.type),
		...contentOf(message),
		error: getFirstError(message.errors, origin.errors),
		raw: withOnlyEntry(value, 'messages', message, contact),
	});
	// The business's own message must not start the workflow that answers customers: it would loop.
	return from !== undefined && from === own ? { ...event, event: 'other', type: 'echo' } : event;
}

/** A message that the business sent from its phone (coexistence numbers). */
export function toEchoEvent(
	message: IDataObject,
	value: IDataObject,
	origin: EventContext,
): WhatsAppEvent {
	return omitUndefined<WhatsAppEvent>({
		event: 'other',
		...common(message, origin),
		from: normalizePhoneNumber(message.from),
		to: normalizePhoneNumber(message.to),
		type: 'echo',
		...contentOf(message),
		raw: withOnlyEntry(value, 'message_echoes', message),
	});
}

function common(message: IDataObject, { provider, receivedAt }: EventContext) {
	const id = asNonEmptyText(message.id) ?? '';
	return { provider, id, messageId: id, timestamp: toIsoTimestamp(message.timestamp, receivedAt) };
}

function contentOf(message: IDataObject) {
	const content = parseContent(message);
	return { ...content, replyTo: content.replyTo ?? asNonEmptyText(asObject(message.context).id) };
}

/** The contact of this message's sender: a batch has one for each of its senders, in any order. */
function senderOf(message: IDataObject, value: IDataObject): IDataObject | undefined {
	const contacts = asObjects(value.contacts);
	const from = normalizePhoneNumber(message.from);
	const userId = asNonEmptyText(message.from_user_id);
	const found = contacts.find(
		({ wa_id, user_id }) =>
			(userId !== undefined && asNonEmptyText(user_id) === userId) ||
			(from !== undefined && normalizePhoneNumber(wa_id) === from),
	);
	const isAlone = contacts.length === 1 && asObjects(value.messages).length === 1;
	return found ?? (isAlone ? contacts[0] : undefined);
}
