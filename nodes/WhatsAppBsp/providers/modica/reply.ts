import type { IDataObject } from 'n8n-workflow';
import { META_ERRORS } from '../cloudApi/errors';
import { metaDetails } from '../cloudApi/reply';
import type { ProviderReply, Refused, SendOutcome } from '../provider';
import { asText, isRecord, refusedByCode, refusedByStatus, unreadable } from '../reply';
import { MODICA_ERRORS } from './errors';

/** The first record of the answer's list; some answers are the record itself. */
export function firstRecord(json: unknown): IDataObject | undefined {
	const first: unknown = Array.isArray(json) ? json[0] : json;
	return isRecord(first) ? first : undefined;
}

/** `[{"id": "<uuid>", "status": "accepted", "reference": ""}]` with 202. Source: Modica, code samples. */
export function sendReply(reply: ProviderReply): SendOutcome[] {
	const accepted = acceptedId(reply);
	return [
		accepted.id === undefined ? accepted.refusal : { accepted: true, messageId: accepted.id },
	];
}

/** `[{"id": "<media id>"}]`. */
export function uploadReply(reply: ProviderReply): { id: string } | Refused {
	const accepted = acceptedId(reply);
	return accepted.id === undefined ? accepted.refusal : { id: accepted.id };
}

function isSuccess({ statusCode }: ProviderReply): boolean {
	return statusCode >= 200 && statusCode < 300;
}

function acceptedId(
	reply: ProviderReply,
): { id: string; refusal?: undefined } | { id?: undefined; refusal: Refused } {
	const record = firstRecord(reply.json);
	const id = asText(record?.id);
	if (isSuccess(reply) && id) return { id };
	return { refusal: refusal(reply, record) };
}

/**
 * Modica passes WhatsApp's own refusal on as `{"error", "message": "Whatsapp Cloud API error",
 * "statusCode": 400}`, and names wrong fields as `{"errors": [{"field", "code", "description"}]}`.
 * Both come with a 4xx: in a 2xx only a code of WhatsApp's proves that nothing was taken.
 */
export function refusal(reply: ProviderReply, record: IDataObject | undefined): Refused {
	const meta = metaError(record?.error);
	if (meta) return refusedByCode(reply, META_ERRORS, meta.code, meta.details);
	const byStatus = isSuccess(reply) ? unreadable(reply) : refusedByStatus(reply, MODICA_ERRORS);
	const words = Array.isArray(record?.errors)
		? fieldErrors(record.errors)
		: [asText(record?.message), asText(record?.error)].filter(Boolean).join(': ');
	return words ? { ...byStatus, error: { ...byStatus.error, details: words } } : byStatus;
}

/**
 * Assumption: where WhatsApp's code stands is not documented. Read are an object with `code`, the same
 * as JSON text, and Meta's own `(#code) …` at the beginning of a text.
 */
function metaError(error: unknown): { code: string; details?: string } | undefined {
	const parsed = typeof error === 'string' ? (tryParse(error) ?? error) : error;
	const record = isRecord(parsed) && isRecord(parsed.error) ? parsed.error : parsed;
	if (isRecord(record)) {
		const code = asText(record.code);
		return code ? { code, details: metaDetails(record) } : undefined;
	}
	const prefixed = typeof record === 'string' ? /^\(#(\d+)\)\s*(.*)/s.exec(record) : null;
	return prefixed ? { code: prefixed[1], details: prefixed[2] } : undefined;
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function fieldErrors(errors: unknown[]): string | undefined {
	const words = errors
		.filter(isRecord)
		.map(({ field, description, code }) =>
			[asText(field), asText(description) ?? asText(code)].filter(Boolean).join(': '),
		)
		.join('; ');
	return words || undefined;
}
