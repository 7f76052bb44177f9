import type { IDataObject } from 'n8n-workflow';
import type { WhatsAppEvent } from '../core/event';
import { asNonEmptyText, asObject, isObject, omitUndefined } from '../core/parse';
import { isBsuid, isSameNumber } from '../core/phoneNumber';
import { APPROVE, type Choice, type WaitState } from './waitState';

/** What an answer tells the wait that it ends. */
export interface WaitAnswer {
	/** What the tapped button stands for; null for a written answer. */
	value: string | null;
	event: WhatsAppEvent;
}

/** An event that another node of this package sent, which has what every event has; undefined of anything else. */
export function parseEvent(json: unknown): WhatsAppEvent | undefined {
	const given = asObject(json);
	const { event, provider, id, timestamp, raw } = given;
	const isEvent =
		[event, provider, id, timestamp].every((value) => asNonEmptyText(value)) && isObject(raw);
	return isEvent ? (given as unknown as WhatsAppEvent) : undefined;
}

/** The statuses that a delivery wait ends at; `until` is the reference's value. */
export function isAwaitedStatus({ status }: WhatsAppEvent, until: string): boolean {
	if (status === 'failed' || status === 'expired' || status === 'read' || status === 'played') {
		return true;
	}
	return status === 'delivered' && until !== 'read';
}

/**
 * Whether the event may be about one of these people. An event without a number proves nothing, so the
 * reference alone decides: customers may hide their numbers.
 */
export function mayBeAbout(event: WhatsAppEvent, people: readonly string[]): boolean {
	const isComparable = getIds(event).some((id) =>
		people.some((person) => getIdKind(id) === getIdKind(person)),
	);
	return !isComparable || isAbout(event, people);
}

/** A receipt names the user ID in one of a company's portfolios, even if the message went to the ID in all of them. */
function getIdKind(id: string): string {
	if (!isBsuid(id)) return 'number';
	return /^..\.ENT\./i.test(id) ? 'parentUserId' : 'userId';
}

export function isAbout(event: WhatsAppEvent, people: readonly string[]): boolean {
	return getIds(event).some((id) => people.some((person) => isSameNumber(id, person)));
}

function getIds({ event, from, fromUserId, fromParentUserId, to }: WhatsAppEvent): string[] {
	const ids = event === 'status' ? [to] : [from, fromUserId, fromParentUserId];
	return ids.filter((id): id is string => typeof id === 'string' && id !== '');
}

/** The output item once the wait has ended. */
export function buildAnswerItem(state: WaitState, { value, event }: WaitAnswer): IDataObject {
	if (state.responseType === 'delivery') {
		const { status = '' } = event;
		const end = DELIVERY_ENDS[status] ?? 'failed';
		return {
			...buildItem(state, end),
			success: end !== 'failed',
			event,
		};
	}
	const { from, fromUserId, messageId, timestamp, form, button, text } = event;
	const isWritten = value === null && !button && !form && state.responseType !== 'flow';
	return {
		...buildItem(state, 'answered'),
		data: omitUndefined({
			...(state.responseType === 'approval' ? { approved: value === APPROVE } : {}),
			chatInput: isWritten ? text : undefined,
		}),
		answer: {
			value: value ?? text ?? null,
			text: button?.title ?? text ?? null,
			from: from ?? null,
			fromUserId: fromUserId ?? null,
			messageId: messageId ?? null,
			timestamp,
			form: form ?? null,
		},
		event,
	};
}

/** The output item of an answer that came by link: who has opened it isn't known. */
export function buildLinkAnswerItem(state: WaitState, { value, title }: Choice): IDataObject {
	return {
		...buildItem(state, 'answered'),
		data: state.responseType === 'approval' ? { approved: value === APPROVE } : {},
		answer: {
			value,
			text: title,
			from: null,
			fromUserId: null,
			messageId: null,
			timestamp: new Date().toISOString(),
			form: null,
		},
	};
}

const DELIVERY_ENDS: Readonly<Record<string, string>> = {
	delivered: 'delivered',
	read: 'read',
	played: 'read',
};

/** What n8n puts out when nobody has answered in time. */
export function buildTimeoutItem(state: WaitState): IDataObject {
	return buildItem(state, 'timedOut');
}

function buildItem(
	{ provider, responseType, messageId, to }: WaitState,
	status: string,
): IDataObject {
	return {
		provider,
		operation: 'sendAndWait',
		success: true,
		status,
		messageId,
		to,
		data: responseType === 'approval' ? { approved: false } : {},
		answer: null,
		event: null,
	};
}
