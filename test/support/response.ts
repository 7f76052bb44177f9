import { parseJson } from '../../nodes/WhatsAppBsp/core/json';
import type { ProviderResponse } from '../../nodes/WhatsAppBsp/providers/request';

/** @param body what is sent as JSON; a text is sent as it is */
export function createResponse(
	body: unknown,
	statusCode = 200,
	headers: Record<string, string> = {},
): ProviderResponse {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { statusCode, headers, text, json: parseJson(text) };
}
