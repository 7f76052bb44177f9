import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../core/event';

/** An event that becomes an item, with its file where one was downloaded. */
export interface EventItem {
	event: WhatsAppEvent;
	binary?: IBinaryKeyData;
}

/** What `internal` holds is for the trigger alone. */
export function withoutInternals(event: WhatsAppEvent): WhatsAppEvent {
	const shown = { ...event };
	delete shown.internal;
	return shown;
}

export function toItem({ event, binary }: EventItem): INodeExecutionData {
	return { json: { ...withoutInternals(event) }, ...(binary ? { binary } : {}) };
}
