import type { IDataObject } from 'n8n-workflow';
import {
	getOwn,
	normalizePhoneNumber,
	asObjects,
	asNonEmptyText,
	omitUndefined,
} from '../../core/parse';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../core/event';
import { getFirstError, withOnlyEntry, type EventContext } from './eventContext';

/** Meta's word → the contract's. On-Premise also has `deleted` and `warning`, which end nothing. */
const STATUSES: Readonly<Record<string, MessageStatus>> = {
	accepted: 'accepted',
	pending: 'pending',
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	played: 'played',
	failed: 'failed',
};

/** A status without message or word says nothing: such a body is not understood. */
export function isStatus(status: IDataObject): boolean {
	return asNonEmptyText(status.id) !== undefined && asNonEmptyText(status.status) !== undefined;
}

/** One step of a sent message. In a group each participant has statuses of their own. */
export function toStatusEvent(
	status: IDataObject,
	value: IDataObject,
	{ provider, receivedAt, errors }: EventContext,
): WhatsAppEvent {
	const messageId = asNonEmptyText(status.id) ?? '';
	const word = asNonEmptyText(status.status) ?? '';
	const known = getOwn(STATUSES, word) ?? 'unknown';
	const recipient =
		normalizePhoneNumber(status.recipient_id) ?? asNonEmptyText(status.recipient_user_id);
	const participant = asNonEmptyText(status.recipient_participant_id);
	return omitUndefined<WhatsAppEvent>({
		event: 'status',
		provider,
		id: [messageId, word, participant].filter(Boolean).join(':'),
		timestamp: toIsoTimestamp(status.timestamp, receivedAt),
		messageId,
		to: recipient,
		status: known,
		isFinal: FINAL_STATUSES.includes(known),
		callbackData: asNonEmptyText(status.biz_opaque_callback_data),
		error: getFirstError(status.errors, errors),
		raw: withOnlyEntry(value, 'statuses', status, contactOf(recipient, value)),
	});
}

function contactOf(recipient: string | undefined, value: IDataObject): IDataObject | undefined {
	return asObjects(value.contacts).find(
		({ wa_id, user_id }) =>
			recipient !== undefined &&
			[normalizePhoneNumber(wa_id), asNonEmptyText(user_id)].includes(recipient),
	);
}
