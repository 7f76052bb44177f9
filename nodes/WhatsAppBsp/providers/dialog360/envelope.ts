import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, isObject } from '../../core/parse';
import type { WhatsAppEvent } from '../../core/event';
import type { EventContext } from '../cloudApi/eventContext';
import { hasLists, parseChangeEvents } from '../cloudApi/events';

/**
 * 360dialog's own envelope, `{ "id", "event", "data" }`: `event` is Meta's field, `data` Meta's value.
 *
 * Source: 360dialog, "Coexistence webhooks". It documents no events but `history` and
 * `smb_app_state_sync`, and sends whatever gets no 200 in response again for days: any name is read, and
 * assumption: an event about nothing in particular comes without `data`.
 */
export function isEnvelope(body: unknown): body is IDataObject {
	return (
		isObject(body) &&
		asNonEmptyText(body.event) !== undefined &&
		body.entry === undefined &&
		!hasLists(body)
	);
}

export function parseEnvelope(body: IDataObject, context: EventContext): WhatsAppEvent[] {
	const { data } = body;
	return parseChangeEvents(
		{
			field: asNonEmptyText(body.event) ?? '',
			value: isObject(data) ? data : {},
			time: body.timestamp,
			isIdentified: asNonEmptyText(body.id) !== undefined,
			wrap: (value) => (isObject(data) ? { ...body, data: value } : body),
		},
		context,
	);
}
