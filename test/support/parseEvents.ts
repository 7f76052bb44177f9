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
