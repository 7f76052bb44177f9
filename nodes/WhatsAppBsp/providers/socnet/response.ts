import type { IDataObject } from 'n8n-workflow';
import { parseAccepted } from '../cloudApi/response';
import { asBoolean, asText, getOwn, isObject } from '../../core/parse';
import { parseAmount } from '../shared/parseAmount';
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
 * The response as an object. Assumption, from the provider document, which prints some rejections with a comma too
 * many or too few: of a text that is almost JSON, a documented status counts.
 */
function parseBody({ json, text }: ProviderResponse): IDataObject | undefined {
	if (json !== undefined || !/^\s*\{/.test(text)) return isObject(json) ? json : undefined;
	const status = /"status"\s*:\s*"?(\d{3}|invalid)\b/.exec(text)?.[1];
	const message = /"message"\s*:\s*"([^"\\]*)"/.exec(text)?.[1];
	return getOwn(SOCNET_ERRORS, status) ? { status, message } : undefined;
}

/**
 * Two shapes of success, chosen by the server: `sent: "true"` with `messageId`, and the Cloud API's
 * `messages`. Errors carry `status`, a number or a text, with HTTP 200 or any other. Source: Socnet
 * WhatsApp Messaging API V1.01.
 */
export function parseSendResponse(response: ProviderResponse): SendResult[] {
	return [parseResult(response)];
}

function parseResult(response: ProviderResponse): SendResult {
	const body = parseBody(response);
	const success = isSuccess(response);
	if (body === undefined)
		return success ? unreadableResponse(response) : rejectedByStatus(response, SOCNET_ERRORS);

	const cost = parseAmount(body.cost);
	const money = { cost, currency: cost === null ? null : CURRENCY };
	const cloud = parseAccepted(body);
	if (cloud) return { accepted: true, messageId: cloud.id, ...money };
	const isSent = asBoolean(body.sent);
	if (isSent) {
		return { accepted: true, messageId: asText(body.messageId) ?? null, ...money };
	}
	const status = asText(body.status);
	if (status === '0') {
		return { accepted: true, messageId: asText(body.messageId) ?? null, ...money };
	}
	const details = asText(body.message);
	if (status !== undefined) return rejectedByStatusCode(response, SOCNET_ERRORS, status, details);
	if (isSent === false) return rejected(SOCNET_ERRORS, '1', { details });
	if (success) return unreadableResponse(response);
	// "For every response, an HTTP Status Code will be added": the same numbers. A 5xx may be a proxy's, after Socnet has
	// taken the message.
	const code = String(response.statusCode);
	return response.statusCode < 500 && details !== undefined && getOwn(SOCNET_ERRORS, code)
		? rejectedByStatusCode(response, SOCNET_ERRORS, code, details)
		: rejectedByStatus(response, SOCNET_ERRORS);
}
