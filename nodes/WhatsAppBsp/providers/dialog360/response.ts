import { META_ERRORS } from '../cloudApi/errors';
import { parseAccepted, rejectedByMeta } from '../cloudApi/response';
import { asObject, asText, isObject, omitUndefined } from '../../core/parse';
import {
	isSuccess,
	rejected,
	rejectedByCode,
	parseRetryAfterMs,
	rejectedByStatus,
	unreadableResponse,
} from '../shared/response';
import { DIALOG360_400_TEXTS, DIALOG360_ERRORS, ON_PREMISE_API_ERRORS } from './errors';
import { isCloud, isSandbox } from './urls';
import type { SendResult, Rejected } from '../../core/result';
import type { ProviderResponse, Account } from '../request';

/** On-Premise: `{"errors": [{"code", "title", "details"}]}`. */
function parseOnPremiseRejection(response: ProviderResponse): Rejected | undefined {
	const { json } = response;
	if (!isObject(json) || !Array.isArray(json.errors)) return undefined;
	const [error] = json.errors as unknown[];
	if (!isObject(error)) return undefined;
	const words = new Set([asText(error.title), asText(error.details)].filter(Boolean));
	const details = [...words].join(': ');
	return rejectedByCode(response, ON_PREMISE_API_ERRORS, asText(error.code) ?? 'unknown', details);
}

/**
 * What holds the error: its Marketing Messages endpoint wraps Meta’s own as `{"detail": {"error": {}}}`.
 * Source: 360dialog, "Expected Errors & Programming Languages".
 */
function getErrorBody(json: unknown): unknown {
	return isObject(json) && json.error === undefined && isObject(json.detail) ? json.detail : json;
}

/**
 * `{"error": "text"}`, `{"error": {"message"}}`, `{"message": "text"}`, `{"detail": "text"}`, and
 * `{"meta": {"developer_message"}}` of its own layer, which its documents also write `developerMessage`.
 */
function getOwnDetails(json: unknown): string | undefined {
	if (!isObject(json)) return undefined;
	const meta = asObject(json.meta);
	const words = isObject(json.error) ? json.error.message : json.error;
	return (
		asText(words) ??
		asText(meta.developer_message) ??
		asText(meta.developerMessage) ??
		asText(json.message) ??
		asText(json.detail)
	);
}

/** Every shape of rejection that 360dialog has. Source: "Error messages" and the API reference. */
export function parseRejection(response: ProviderResponse): Rejected | undefined {
	const body = getErrorBody(response.json);
	const structured =
		rejectedByMeta(body, response, META_ERRORS) ?? parseOnPremiseRejection(response);
	if (structured) return structured;
	const details = getOwnDetails(body);
	if (isSuccess(response) && !isMetaFailed(response)) {
		// An error without a code: nothing proves either outcome.
		return isObject(body) && body.error ? unreadableResponse(response) : undefined;
	}
	const context = { details, retryAfterMs: parseRetryAfterMs(response.headers) };
	// Its own rate limit responds with 400, not 429: only the text tells.
	const known = DIALOG360_400_TEXTS.find(({ text }) => details && text.test(details));
	if (response.statusCode === 400 && known) return rejected(DIALOG360_ERRORS, known.code, context);
	const outcome = rejectedByStatus(response, DIALOG360_ERRORS);
	return details ? { ...outcome, error: { ...outcome.error, details } } : outcome;
}

function isMetaFailed({ json }: ProviderResponse): boolean {
	return isObject(json) && isObject(json.meta) && json.meta.success === false;
}

export function parseSendResponse(
	response: ProviderResponse,
	recipients: string[],
	account: Account,
): SendResult[] {
	const [recipient] = recipients;
	const accepted = isSuccess(response) ? parseAccepted(response.json) : undefined;
	if (accepted) {
		const { id, waId, userId, held } = accepted;
		return [
			omitUndefined({
				accepted: true as const,
				messageId: id,
				to: waId === recipient ? undefined : waId,
				toUserId: userId,
				held,
			}),
		];
	}
	const rejection = parseRejection(response);
	if (rejection) return [rejection];
	// The sandbox responds with limited information, or none: a missing id is no rejection there.
	const { json, text } = response;
	const isWithoutId = isSandbox(account) && (json === null || isObject(json) || text.trim() === '');
	return [isWithoutId ? { accepted: true, messageId: null } : unreadableResponse(response)];
}

/** `null`, `{}`, `{"success": true}` or an empty body. Source: 360dialog, "Message statuses". */
export function parseMarkAsReadResponse(response: ProviderResponse): SendResult {
	const rejection = parseRejection(response);
	if (rejection) return rejection;
	const empty = response.text.trim() === '' || response.json === null;
	const said = isObject(response.json) && response.json.success !== false;
	return empty || said ? { accepted: true, messageId: null } : unreadableResponse(response);
}

/** Cloud: `{"id"}`. On-Premise: `{"media": [{"id"}]}`. */
export function parseUploadResponse(
	response: ProviderResponse,
	account: Account,
): { id: string } | Rejected {
	const { json } = response;
	const media: unknown =
		isObject(json) && !isCloud(account) && Array.isArray(json.media) ? json.media[0] : json;
	const id = isObject(media) ? asText(media.id) : undefined;
	if (isSuccess(response) && id) return { id };
	return parseRejection(response) ?? unreadableResponse(response);
}

/**
 * Of a response that says only yes or no.
 * @returns undefined for a yes: `{"success": true}`, what was set, `null`, an empty body
 */
export function getConfirmationError(response: ProviderResponse): Rejected | undefined {
	const rejection = parseRejection(response);
	if (rejection) return rejection;
	const { json, text } = response;
	const isDenied = isObject(json) && json.success === false;
	const isReadable = json !== undefined || text.trim() === '';
	return isReadable && !isDenied ? undefined : unreadableResponse(response);
}
