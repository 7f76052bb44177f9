import type { IDataObject } from 'n8n-workflow';
import type { WhatsAppEvent } from '../core/event';
import { omitUndefined } from '../core/parse';
import type { WaitAnswer } from './answer';
import { APPROVE, type Choice, type WaitState } from './waitState';

/** The output item once the wait has ended. */
export function buildAnswerItem(state: WaitState, { value, event }: WaitAnswer): IDataObject {
	if (state.responseType === 'delivery') return buildDeliveryItem(state, event);
	const { form, button, text } = event;
	const isWritten = value === null && !button && !form && state.responseType !== 'flow';
	return {
		...buildItem(state, 'answered'),
		data: omitUndefined({
			...getApproval(state, value),
			chatInput: isWritten ? text : undefined,
		}),
		answer: buildAnswer({ ...event, value: value ?? text, text: button?.title ?? text }),
		event,
	};
}

/** The output item of an answer that came by link: who has opened it isn't known. */
export function buildLinkAnswerItem(state: WaitState, { value, title }: Choice): IDataObject {
	return {
		...buildItem(state, 'answered'),
		data: getApproval(state, value),
		answer: buildAnswer({ value, text: title, timestamp: new Date().toISOString() }),
	};
}

/** What n8n puts out when nobody has answered in time. */
export function buildTimeoutItem(state: WaitState): IDataObject {
	return buildItem(state, 'timedOut');
}

const DELIVERY_ENDS: Readonly<Record<string, string>> = {
	delivered: 'delivered',
	read: 'read',
	played: 'read',
};

function buildDeliveryItem(state: WaitState, event: WhatsAppEvent): IDataObject {
	const end = DELIVERY_ENDS[event.status ?? ''] ?? 'failed';
	return { ...buildItem(state, end), success: end !== 'failed', event };
}

/** An item without an answer. */
function buildItem(state: WaitState, status: string): IDataObject {
	const { provider, messageId, to } = state;
	return {
		provider,
		operation: 'sendAndWait',
		success: true,
		status,
		messageId,
		to,
		data: getApproval(state, null),
		answer: null,
		event: null,
	};
}

function getApproval({ responseType }: WaitState, value: string | null): IDataObject {
	return responseType === 'approval' ? { approved: value === APPROVE } : {};
}

type AnswerFields = Pick<
	WhatsAppEvent,
	'form' | 'from' | 'fromUserId' | 'messageId' | 'text' | 'timestamp'
> & { value?: string };

function buildAnswer(fields: AnswerFields): IDataObject {
	const { value, text, from, fromUserId, messageId, timestamp, form } = fields;
	return {
		value: value ?? null,
		text: text ?? null,
		from: from ?? null,
		fromUserId: fromUserId ?? null,
		messageId: messageId ?? null,
		timestamp,
		form: form ?? null,
	};
}
