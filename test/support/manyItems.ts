import type { INodeExecutionData } from 'n8n-workflow';

/** Sends each item's `text` to its `to`. */
export const send = { operation: 'sendText', to: '={{ $json.to }}', text: '={{ $json.text }}' };
export const phone = (i: number) => String(60120000000 + i);

/** So many items, to one recipient each unless `to` says otherwise. */
export function items(count: number, to = phone): INodeExecutionData[] {
	return Array.from({ length: count }, (_, i) => ({ json: { to: to(i), text: `text ${i}` } }));
}
