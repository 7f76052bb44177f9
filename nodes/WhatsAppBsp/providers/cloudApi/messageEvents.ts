import type { IDataObject } from 'n8n-workflow';
import { objectOf, plainNumber, recordsOf, textOf, withoutAbsent } from '../../events/fields';
import { isoTime } from '../../events/time';
import type { WhatsAppEvent } from '../../events/types';
import { readContent } from './eventContent';
import { firstError, narrowed, type Origin } from './eventOrigin';

/** A message without an id cannot be answered nor recognised again: such a body is not understood. */
export function isMessage(message: IDataObject): boolean {
	return textOf(message.id) !== undefined;
}

/**
 * One inbound message.
 * @param value the change's value that it stands in: metadata, contacts, other messages
 */
export function messageEvent(
	message: IDataObject,
	value: IDataObject,
	origin: Origin,
): WhatsAppEvent {
	const contact = senderOf(message, value);
	const own = plainNumber(objectOf(value.metadata).display_phone_number);
	const from = plainNumber(message.from);
	const event = withoutAbsent<WhatsAppEvent>({
		event: 'message',
		...common(message, origin),
		from,
		fromUserId: textOf(message.from_user_id) ?? textOf(contact?.user_id),
		fromName: textOf(objectOf(contact?.profile).name),
		to: own,
		type: textOf(message.type),
		...contentOf(message),
		error: firstError(message.errors, origin.errors),
		raw: narrowed(value, 'messages', message, contact),
	});
	// The business's own message must not start the workflow that answers customers: it would loop.
	return from !== undefined && from === own ? { ...event, event: 'other', type: 'echo' } : event;
}

/** A message that the business sent from its phone (coexistence numbers). */
export function echoEvent(message: IDataObject, value: IDataObject, origin: Origin): WhatsAppEvent {
	return withoutAbsent<WhatsAppEvent>({
		event: 'other',
		...common(message, origin),
		from: plainNumber(message.from),
		to: plainNumber(message.to),
		type: 'echo',
		...contentOf(message),
		raw: narrowed(value, 'message_echoes', message),
	});
}

function common(message: IDataObject, { provider, receivedAt }: Origin) {
	const id = textOf(message.id) ?? '';
	return { provider, id, messageId: id, timestamp: isoTime(message.timestamp, receivedAt) };
}

function contentOf(message: IDataObject) {
	const content = readContent(message);
	return { ...content, replyTo: content.replyTo ?? textOf(objectOf(message.context).id) };
}

/** The contact of this message's sender: a batch has one for each of its senders, in any order. */
function senderOf(message: IDataObject, value: IDataObject): IDataObject | undefined {
	const contacts = recordsOf(value.contacts);
	const from = plainNumber(message.from);
	const userId = textOf(message.from_user_id);
	const found = contacts.find(
		({ wa_id, user_id }) =>
			(userId !== undefined && textOf(user_id) === userId) ||
			(from !== undefined && plainNumber(wa_id) === from),
	);
	const isAlone = contacts.length === 1 && recordsOf(value.messages).length === 1;
	return found ?? (isAlone ? contacts[0] : undefined);
}
