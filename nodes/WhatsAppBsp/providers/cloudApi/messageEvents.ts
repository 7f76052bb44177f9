import type { IDataObject } from 'n8n-workflow';
import { asObject, asObjects, asNonEmptyText, omitUndefined } from '../../core/parse';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import type { WhatsAppEvent } from '../../core/event';
import { isSameNumber, normalizePhoneNumber } from '../../core/phoneNumber';
import { findContact } from './contacts';
import { asContactChange } from './contactChanges';
import { parseContext } from './handover';
import { parseContent } from './messageContent';
import { getBusinessNumber, getFirstError, withOnlyEntry, type EventContext } from './eventContext';

/** A message without an id can be neither answered nor recognized again. */
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
	context: EventContext,
): WhatsAppEvent {
	const contact = getSender(message, value);
	const profile = asObject(contact?.profile);
	const businessNumber = getBusinessNumber(value);
	const from = normalizePhoneNumber(message.from);
	const event = omitUndefined<WhatsAppEvent>({
		event: 'message',
		...getCommonFields(message, context),
		from,
		fromUserId: asNonEmptyText(message.from_user_id) ?? asNonEmptyText(contact?.user_id),
		fromParentUserId:
			asNonEmptyText(message.from_parent_user_id) ?? asNonEmptyText(contact?.parent_user_id),
		fromName: asNonEmptyText(profile.name),
		fromUsername: asNonEmptyText(profile.username),
		to: businessNumber,
		type: asNonEmptyText(message.type),
		...getContent(message),
		handover: parseContext(value),
		error: getFirstError(message.errors, context.errors),
		raw: withOnlyEntry(value, 'messages', message, contact),
		internal: { businessNumber },
	});
	// The business's own message must not start the workflow that answers customers: it would loop.
	if (from !== undefined && isSameNumber(from, businessNumber ?? '')) {
		return { ...event, event: 'other', type: 'echo' };
	}
	return asContactChange(event, message);
}

/**
 * A message that the business sent from its phone (coexistence numbers), or another app of it sent
 * while it holds the conversation: that one is as it was sent, in `message`.
 */
export function toEchoEvent(
	echo: IDataObject,
	value: IDataObject,
	context: EventContext,
): WhatsAppEvent {
	const message = { ...asObject(echo.message), ...echo };
	const from = normalizePhoneNumber(message.from);
	return omitUndefined<WhatsAppEvent>({
		event: 'other',
		...getCommonFields(message, context),
		from,
		to:
			normalizePhoneNumber(message.to) ??
			asNonEmptyText(message.to_user_id) ??
			asNonEmptyText(message.recipient),
		type: 'echo',
		...getContent(message),
		raw: withOnlyEntry(value, 'message_echoes', echo),
		internal: { businessNumber: getBusinessNumber(value) ?? from },
	});
}

/** Source: 360dialog, "receiving messages via webhook": `messages[].id` is what duplicates are told by. */
function getCommonFields(message: IDataObject, { provider, receivedAt }: EventContext) {
	const id = asNonEmptyText(message.id) ?? '';
	return { provider, id, messageId: id, timestamp: toIsoTimestamp(message.timestamp, receivedAt) };
}

function getContent(message: IDataObject): Partial<WhatsAppEvent> {
	const content = parseContent(message);
	return {
		...content,
		replyTo: content.replyTo ?? asNonEmptyText(asObject(message.context).id),
		groupId: asNonEmptyText(message.group_id),
	};
}

function getSender(message: IDataObject, value: IDataObject): IDataObject | undefined {
	const number = normalizePhoneNumber(message.from);
	const found = findContact(value, { number, userId: asNonEmptyText(message.from_user_id) });
	if (found) return found;
	const contacts = asObjects(value.contacts);
	const isAlone = contacts.length === 1 && asObjects(value.messages).length === 1;
	return isAlone ? contacts[0] : undefined;
}
