import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../core/event';

/** An event that becomes an item, with its file where one was downloaded. */
export interface EventItem {
	event: WhatsAppEvent;
	binary?: IBinaryKeyData;
}

export function toItem({ event, binary }: EventItem): INodeExecutionData {
	return { json: { ...event } as IDataObject, ...(binary ? { binary } : {}) };
}
