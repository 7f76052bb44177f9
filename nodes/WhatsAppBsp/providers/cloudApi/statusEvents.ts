import type { IDataObject } from 'n8n-workflow';
import { entryOf, plainNumber, recordsOf, textOf, withoutAbsent } from '../../events/fields';
import { isoTime } from '../../events/time';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../events/types';
import { firstError, narrowed, type Origin } from './eventOrigin';

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
	return textOf(status.id) !== undefined && textOf(status.status) !== undefined;
}

/** One step of a sent message. In a group each participant has statuses of their own. */
export function statusEvent(
	status: IDataObject,
	value: IDataObject,
	{ provider, receivedAt, errors }: Origin,
): WhatsAppEvent {
	const messageId = textOf(status.id) ?? '';
	const word = textOf(status.status) ?? '';
	const known = entryOf(STATUSES, word) ?? 'unknown';
	const recipient = plainNumber(status.recipient_id) ?? textOf(status.recipient_user_id);
	const participant = textOf(status.recipient_participant_id);
	return withoutAbsent<WhatsAppEvent>({
		event: 'status',
		provider,
		id: [messageId, word, participant].filter(Boolean).join(':'),
		timestamp: isoTime(status.timestamp, receivedAt),
		messageId,
		to: recipient,
		status: known,
		isFinal: FINAL_STATUSES.includes(known),
		callbackData: textOf(status.biz_opaque_callback_data),
		error: firstError(status.errors, errors),
		raw: narrowed(value, 'statuses', status, contactOf(recipient, value)),
	});
}

function contactOf(recipient: string | undefined, value: IDataObject): IDataObject | undefined {
	return recordsOf(value.contacts).find(
		({ wa_id, user_id }) =>
			recipient !== undefined && [plainNumber(wa_id), textOf(user_id)].includes(recipient),
	);
}
