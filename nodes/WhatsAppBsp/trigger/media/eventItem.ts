import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../core/event';

/** An event that becomes an item, with its file where one was downloaded. */
export interface EventItem {
	event: WhatsAppEvent;
	binary?: IBinaryKeyData;
}

/** What `internal` holds is for the trigger alone. */
export function toItem({ event, binary }: EventItem): INodeExecutionData {
	const json = { ...event };
	delete json.internal;
	return { json: json as IDataObject, ...(binary ? { binary } : {}) };
}
