import { parseAccepted } from '../cloudApi/response';
import { asNumber, asText, getOwn, isObject } from '../../core/parse';
import {
	isSuccess,
	rejected,
	rejectedByStatus,
	rejectedByStatusCode,
	unreadableResponse,
} from '../shared/response';
import { SOCNET_ERRORS } from './errors';
import type { SendResult } from '../../core/result';
import type { ProviderResponse } from '../request';

/** Currency of `cost`. Assumption: Socnet bills in Ugandan shillings; no response names a currency. */
const CURRENCY = 'UGX';

/**
 * Two shapes of success, chosen by the server: `sent: "true"` with `messageId`, and the Cloud API's
 * `messages`. Errors carry `status`, a number or a text, with HTTP 200 or any other. Source: Socnet
 * WhatsApp Messaging API V1.01.
 */
export function parseSendResponse(response: ProviderResponse): SendResult[] {
	return [parseResult(response)];
}

function parseResult(response: ProviderResponse): SendResult {
	const { json } = response;
	const success = isSuccess(response);
	if (!isObject(json))
		return success ? unreadableResponse(response) : rejectedByStatus(response, SOCNET_ERRORS);

	const cost = asNumber(json.cost);
	const money = { cost, currency: cost === null ? null : CURRENCY };
	const cloud = parseAccepted(json);
	if (cloud) return { accepted: true, messageId: cloud.id, ...money };
	if (String(json.sent).toLowerCase() === 'true') {
		return { accepted: true, messageId: asText(json.messageId) ?? null, ...money };
	}
	const status = asText(json.status);
	if (status === '0') {
		return { accepted: true, messageId: asText(json.messageId) ?? null, ...money };
	}
	const details = asText(json.message);
	if (status !== undefined) return rejectedByStatusCode(response, SOCNET_ERRORS, status, details);
	if (String(json.sent).toLowerCase() === 'false') return rejected(SOCNET_ERRORS, '1', { details });
	if (success) return unreadableResponse(response);
	// "For every response, an HTTP Status Code will be added": the same numbers. A 5xx may be a proxy's, after Socnet has
	// taken the message.
	const code = String(response.statusCode);
	return response.statusCode < 500 && details !== undefined && getOwn(SOCNET_ERRORS, code)
		? rejectedByStatusCode(response, SOCNET_ERRORS, code, details)
		: rejectedByStatus(response, SOCNET_ERRORS);
}
