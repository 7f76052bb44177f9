import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../../core/json';
import { asNonEmptyText, asText, isObject } from '../../core/parse';
import { parseAmount } from '../shared/parseAmount';
import {
	isSuccess,
	rejected,
	rejectedByStatus,
	rejectedByStatusCode,
	unreadableResponse,
} from '../shared/response';
import { BULK360_ERRORS } from './errors';
import type { SendResult } from '../../core/result';
import type { ProviderResponse } from '../request';

/**
 * The response as an object. Assumption, from the provider document, whose examples print the pairs
 * without braces around them: both are read.
 */
function parseBody({ json, text }: ProviderResponse): IDataObject | undefined {
	const found = json ?? (/^\s*"code"/.test(text) ? parseJson(`{${text}}`) : undefined);
	return isObject(found) ? found : undefined;
}

/** `DELIVERED` is in the document's table of response codes, next to those of failures. */
const ACCEPTED: ReadonlySet<string> = new Set(['200', 'DELIVERED']);

/** The numbers of the response's `to`, without their prefix; undefined when it names none. */
function parseRecipients(to: unknown): string[] | undefined {
	const text = asNonEmptyText(to);
	return text?.split(',').map((entry) =>
		entry
			.trim()
			.replace(/^whatsapp:/i, '')
			.replace(/^\+/, ''),
	);
}

/**
 * One `ref` for the whole request; each recipient's id is the ref, a dash and its position in `to`.
 * Body first, status second: every code comes with HTTP 200. Source: WhatsApp API V3.0, "HTTP
 * Response" and "Delivery Notification".
 */
export function parseSendResponse(response: ProviderResponse, recipients: string[]): SendResult[] {
	const body = parseBody(response);
	const isHttpOk = isSuccess(response);
	// Sources disagree on which of them says that the message was taken.
	const isOk = isHttpOk && /^ok$/i.test(asText(body?.desc) ?? '');
	const code = asText(body?.code) ?? (isOk ? '200' : undefined);
	if (body === undefined || code === undefined) {
		const outcome = isHttpOk
			? unreadableResponse(response)
			: rejectedByStatus(response, BULK360_ERRORS);
		return recipients.map(() => outcome);
	}
	if (!ACCEPTED.has(code.toUpperCase())) {
		const outcome = rejectedByStatusCode(response, BULK360_ERRORS, code, asText(body.desc));
		return recipients.map(() => outcome);
	}
	const ref = asText(body.ref);
	const named = parseRecipients(body.to) ?? recipients;
	return recipients.map((recipient) => {
		const index = named.indexOf(recipient);
		if (index < 0) return rejected(BULK360_ERRORS, 'not-in-response');
		return {
			accepted: true,
			messageId: ref ? `${ref}-${index}` : null,
			cost: null,
			currency: asText(body.currency) ?? null,
			balance: parseAmount(body.balance),
		};
	});
}
