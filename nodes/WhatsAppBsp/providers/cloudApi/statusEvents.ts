import type { IDataObject } from 'n8n-workflow';
import { getOwn, asNonEmptyText, omitUndefined } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../core/event';
import type { ProviderError } from '../../core/providerError';
import { hashContent } from '../shared/eventId';
import { toProviderError, type ErrorTable } from '../shared/errorTable';
import { findContact } from './contacts';
import { getBusinessNumber, getFirstError, withOnlyEntry, type EventContext } from './eventContext';
import { parseConversation, parsePricing } from './pricing';

/**
 * Meta's word → that of the event format (docs/trigger.md). On-Premise also has `deleted` and `warning`, which end
 * nothing.
 */
const STATUSES: Readonly<Record<string, MessageStatus>> = {
	accepted: 'accepted',
	pending: 'pending',
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	played: 'played',
	failed: 'failed',
};

/**
 * `type` of a status that says how far a message is. Others (`payment`, `call`) are about something
 * else: a failed payment is no failed message.
 */
const MESSAGE_STATUS_TYPES: ReadonlyArray<string | undefined> = [undefined, 'message'];

/** A failed message whose status names no error. */
const UNSPECIFIED: ErrorTable = {
	unknown: {
		title: 'The message couldn’t be delivered',
		category: 'unknown',
		retryable: false,
		advice:
			'WhatsApp gave no code for the reason. Check that the number is on WhatsApp, or contact your provider’s support with the message ID.',
	},
};

/** A status without message or word says nothing. */
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
	const number = normalizePhoneNumber(status.recipient_id);
	// Meta's pages spell the parent's name in two ways.
	const userId =
		asNonEmptyText(status.recipient_user_id) ??
		asNonEmptyText(status.recipient_parent_user_id) ??
		asNonEmptyText(status.parent_recipient_user_id);
	const type = asNonEmptyText(status.type);
	const isAboutMessage = MESSAGE_STATUS_TYPES.includes(type);
	const common = {
		provider,
		// The id is the message's: each step, participant, and reason is an event of its own.
		id: hashContent(`${messageId}:${word}`, status),
		timestamp: toIsoTimestamp(status.timestamp, receivedAt),
		messageId,
		to: number ?? userId,
		raw: withOnlyEntry(value, 'statuses', status, findContact(value, { number, userId })),
	};
	const businessNumber = getBusinessNumber(value);
	if (!isAboutMessage) {
		return omitUndefined<WhatsAppEvent>({
			event: 'other',
			...common,
			type,
			internal: { businessNumber },
		});
	}
	const known = getOwn(STATUSES, word) ?? 'unknown';
	const participant = getParticipant(status);
	return omitUndefined<WhatsAppEvent>({
		event: 'status',
		...common,
		status: known,
		isFinal: FINAL_STATUSES.includes(known),
		callbackData: asNonEmptyText(status.biz_opaque_callback_data),
		pricing: parsePricing(status),
		conversation: parseConversation(status),
		participant: participant.number ?? participant.userId,
		groupId: status.recipient_type === 'group' ? number : undefined,
		error: known === 'failed' ? getFailure(status, errors) : getFirstError(status.errors, errors),
		internal: {
			businessNumber,
			statusKey: JSON.stringify([
				messageId,
				number ?? userId,
				participant.userId ?? participant.number,
			]),
		},
	});
}

/** Hidden members of a group have no number. Meta's examples spell the number's name in two ways. */
function getParticipant(status: IDataObject) {
	return {
		number: normalizePhoneNumber(
			status.recipient_participant_id ?? status.participant_recipient_id,
		),
		userId:
			asNonEmptyText(status.recipient_participant_user_id) ??
			asNonEmptyText(status.recipient_participant_parent_user_id),
	};
}

function getFailure(status: IDataObject, table: ErrorTable): ProviderError {
	const error = getFirstError(status.errors, table, UNSPECIFIED);
	return error ?? toProviderError(UNSPECIFIED, 'unknown');
}
