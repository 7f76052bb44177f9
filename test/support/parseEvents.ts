import type { IDataObject } from 'n8n-workflow';
import { PROVIDERS } from '../../nodes/WhatsAppBsp/providers';
import type { WhatsAppEvent } from '../../nodes/WhatsAppBsp/core/event';
import { RECEIVED_AT, toRequest, type RequestFixture } from './webhookRequest';

/** The events of a request, as the trigger gets them. */
export function parseEvents(
	provider: 'dialog360' | 'bulk360' | 'modica',
	call: RequestFixture,
	receivedAt = RECEIVED_AT,
): WhatsAppEvent[] {
	return PROVIDERS[provider].webhook?.parseEvents(toRequest(call), receivedAt) ?? [];
}

/** A webhook of the Cloud API with one change. */
export function cloudApiChange(
	value: object,
	field = 'messages',
	entry: IDataObject = {},
): RequestFixture {
	return {
		body: {
			object: 'whatsapp_business_account',
			entry: [{ id: 'WABA', ...entry, changes: [{ field, value }] }],
		},
	};
}

/** The event of one status of the Cloud API. */
export function parseStatus(status: object): WhatsAppEvent {
	const base = { id: 'wamid.2', status: 'sent', recipient_id: '60123' };
	const metadata = { display_phone_number: '60377220000' };
	const value = { metadata, statuses: [{ ...base, ...status }] };
	return parseEvents('dialog360', cloudApiChange(value))[0];
}
