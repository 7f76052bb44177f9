import type { IDataObject } from 'n8n-workflow';
import type { WebhookRequest } from '../../nodes/WhatsAppBsp/providers/webhook';

export const RECEIVED_AT = new Date('2026-11-20T08:00:00.000Z');

export interface RequestFixture {
	method?: string;
	headers?: Record<string, string>;
	query?: IDataObject;
	rawQuery?: string;
	/** Sent as JSON. */
	body?: unknown;
	/** Sent unchanged. */
	text?: string;
	/** The same, for what is no UTF-8. */
	bytes?: Buffer;
}

/** A request as the trigger passes it to a provider: only the exact bytes, as if n8n had parsed nothing. */
export function toRequest({
	method = 'POST',
	headers,
	query,
	rawQuery,
	body,
	text,
	bytes,
}: RequestFixture): WebhookRequest {
	const json = body === undefined ? undefined : JSON.stringify(body);
	const sent = bytes ?? text ?? json;
	return {
		method,
		headers: headers ?? { 'content-type': 'application/json' },
		query: query ?? {},
		...(rawQuery === undefined ? {} : { rawQuery }),
		body: undefined,
		...(sent === undefined ? {} : { rawBody: Buffer.from(sent) }),
	};
}
