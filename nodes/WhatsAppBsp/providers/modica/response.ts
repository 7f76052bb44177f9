import type { IDataObject } from 'n8n-workflow';
import { META_ERRORS } from '../cloudApi/errors';
import { getMetaDetails } from '../cloudApi/response';
import { parseJson } from '../../core/json';
import { asText, getOwn, isObject } from '../../core/parse';
import {
	isSuccess,
	rejectedByCode,
	rejectedByStatus,
	unreadableResponse,
} from '../shared/response';
import { MODICA_ERRORS } from './errors';
import type { SendResult, Rejected } from '../../core/result';
import type { ProviderResponse } from '../request';

/** The first record of the response's list; some responses are the record itself. */
export function getFirstRecord(json: unknown): IDataObject | undefined {
	const first: unknown = Array.isArray(json) ? json[0] : json;
	return isObject(first) ? first : undefined;
}

/** `[{"id": "<uuid>", "status": "accepted", "reference": ""}]` with 202. Source: Modica, code samples. */
export function parseSendResponse(response: ProviderResponse): SendResult[] {
	const accepted = parseUploadResponse(response);
	return ['id' in accepted ? { accepted: true, messageId: accepted.id } : accepted];
}

/** `[{"id": "<media id>"}]`. */
export function parseUploadResponse(response: ProviderResponse): { id: string } | Rejected {
	const record = getFirstRecord(response.json);
	const id = asText(record?.id);
	return isSuccess(response) && id ? { id } : parseRejection(response, record);
}

/**
 * Modica passes WhatsApp's own rejection on as `{"error", "message": "Whatsapp Cloud API error",
 * "statusCode": 400}`, and names wrong fields as `{"errors": [{"field", "code", "description"}]}`.
 * Both come with a 4xx: in a 2xx only a code of WhatsApp's proves that nothing was taken.
 */
export function parseRejection(
	response: ProviderResponse,
	record: IDataObject | undefined,
): Rejected {
	const meta =
		parseMetaError(record?.error) ??
		(isClientError(response) ? parseBareError(record?.error) : undefined);
	if (meta) {
		// Meta's codes are about one number. The account may have others, which can still send.
		return {
			...rejectedByCode(response, META_ERRORS, meta.code, meta.details),
			stopsRun: undefined,
		};
	}
	const byStatus = isSuccess(response)
		? unreadableResponse(response)
		: rejectedByStatus(response, MODICA_ERRORS);
	const words = Array.isArray(record?.errors)
		? formatFieldErrors(record.errors)
		: [asText(record?.message), asText(record?.error)].filter(Boolean).join(': ');
	return words ? { ...byStatus, error: { ...byStatus.error, details: words } } : byStatus;
}

/**
 * Assumption: where WhatsApp's code stands is not documented. Read are an object with `code`, the same
 * as JSON text, and Meta's own `(#code) …` at the beginning of a text.
 */
function parseMetaError(error: unknown): { code: string; details?: string } | undefined {
	const parsed = typeof error === 'string' ? (parseJson(error) ?? error) : error;
	const record = isObject(parsed) && isObject(parsed.error) ? parsed.error : parsed;
	if (isObject(record)) {
		const code = asText(record.code);
		return code ? { code, details: getMetaDetails(record) } : undefined;
	}
	return parsePrefixed(record);
}

/** Forms that prove nothing by themselves, but say why a request was rejected: a code of WhatsApp's alone, or in a message. */
function parseBareError(error: unknown): { code: string; details?: string } | undefined {
	const code = asText(error);
	if (getOwn(META_ERRORS, code)) return { code: String(code) };
	return isObject(error) ? parsePrefixed(error.message) : undefined;
}

function isClientError({ statusCode }: ProviderResponse): boolean {
	return statusCode >= 400 && statusCode < 500;
}

function parsePrefixed(text: unknown): { code: string; details: string } | undefined {
	const found = typeof text === 'string' ? /^\(#(\d+)\)\s*(.*)/s.exec(text) : null;
	return found ? { code: found[1], details: found[2] } : undefined;
}

function formatFieldErrors(errors: unknown[]): string | undefined {
	const words = errors
		.filter(isObject)
		.map(({ field, description, code }) =>
			[asText(field), asText(description) ?? asText(code)].filter(Boolean).join(': '),
		)
		.join('; ');
	return words || undefined;
}
