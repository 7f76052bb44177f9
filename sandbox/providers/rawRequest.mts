import type { WebhookRequest } from '../core/types.mts';
import type { RawDelivery } from './provider.mts';

/** What goes to one URL of a portal as it is; without a URL, nothing does. */
export function buildRawRequest(url: string | undefined, raw: RawDelivery): WebhookRequest[] {
	if (!url) return [];
	const headers = { 'content-type': raw.contentType, ...raw.headers };
	return [{ url, method: raw.method, headers, body: raw.method === 'GET' ? undefined : raw.text }];
}
