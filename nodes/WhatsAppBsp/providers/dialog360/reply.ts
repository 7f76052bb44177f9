import { META_ERRORS } from '../cloudApi/errors';
import { acceptedMessage, metaRefusal } from '../cloudApi/reply';
import type { Account, ProviderReply, Refused, SendOutcome } from '../provider';
import {
	asText,
	isRecord,
	refused,
	refusedByCode,
	refusedByStatus,
	retryAfterMs,
	unreadable,
} from '../reply';
import { DIALOG360_400_TEXTS, DIALOG360_ERRORS, V1_ERRORS } from './errors';
import { isCloud } from './host';

function isSuccess({ statusCode }: ProviderReply): boolean {
	return statusCode >= 200 && statusCode < 300;
}

/** On-Premise: `{"errors": [{"code", "title", "details"}]}`. */
function onPremiseRefusal(reply: ProviderReply): Refused | undefined {
	const { json } = reply;
	if (!isRecord(json) || !Array.isArray(json.errors)) return undefined;
	const [error] = json.errors as unknown[];
	if (!isRecord(error)) return undefined;
	const words = new Set([asText(error.title), asText(error.details)].filter(Boolean));
	const details = [...words].join(': ');
	return refusedByCode(reply, V1_ERRORS, asText(error.code) ?? 'unknown', details);
}

/** `{"error": "text"}`, `{"message": "text"}` and `{"meta": {"developer_message"}}` of its own layer. */
function ownWords({ json }: ProviderReply): string | undefined {
	if (!isRecord(json)) return undefined;
	const meta = isRecord(json.meta) ? json.meta : {};
	return asText(json.error) ?? asText(meta.developer_message) ?? asText(json.message);
}

/** Every shape of refusal that 360dialog has. Source: "Error messages" and the API reference. */
export function refusal(reply: ProviderReply): Refused | undefined {
	const structured = metaRefusal(reply.json, reply, META_ERRORS) ?? onPremiseRefusal(reply);
	if (structured) return structured;
	const details = ownWords(reply);
	if (isSuccess(reply) && !failedMeta(reply)) return undefined;
	const facts = { details, retryAfterMs: retryAfterMs(reply.headers) };
	// Its own rate limit answers 400, not 429: only the text tells.
	const known = DIALOG360_400_TEXTS.find(({ text }) => details && text.test(details));
	if (reply.statusCode === 400 && known) return refused(DIALOG360_ERRORS, known.code, facts);
	const outcome = refusedByStatus(reply, DIALOG360_ERRORS);
	return details ? { ...outcome, error: { ...outcome.error, details } } : outcome;
}

function failedMeta({ json }: ProviderReply): boolean {
	return isRecord(json) && isRecord(json.meta) && json.meta.success === false;
}

export function sendReply(
	reply: ProviderReply,
	recipients: string[],
	account: Account,
): SendOutcome[] {
	const [recipient] = recipients;
	const accepted = isSuccess(reply) ? acceptedMessage(reply.json) : undefined;
	if (accepted) {
		const { id, waId } = accepted;
		return [{ accepted: true, messageId: id, ...(waId && waId !== recipient ? { to: waId } : {}) }];
	}
	const no = refusal(reply);
	if (no) return [no];
	// The sandbox answers with limited information: no id is no refusal there.
	const isSandbox = account.hosting === 'sandbox' && (reply.json === null || isRecord(reply.json));
	return [isSandbox ? { accepted: true, messageId: null } : unreadable(reply)];
}

/** `null`, `{}`, `{"success": true}` or an empty body. Source: 360dialog, "Message statuses". */
export function markAsReadReply(reply: ProviderReply): SendOutcome {
	const no = refusal(reply);
	if (no) return no;
	const empty = reply.text.trim() === '' || reply.json === null;
	const said = isRecord(reply.json) && reply.json.success !== false;
	return empty || said ? { accepted: true, messageId: null } : unreadable(reply);
}

/** Cloud: `{"id"}`. On-Premise: `{"media": [{"id"}]}`. */
export function uploadReply(reply: ProviderReply, account: Account): { id: string } | Refused {
	const { json } = reply;
	const media: unknown =
		isRecord(json) && !isCloud(account) && Array.isArray(json.media) ? json.media[0] : json;
	const id = isRecord(media) ? asText(media.id) : undefined;
	if (isSuccess(reply) && id) return { id };
	return refusal(reply) ?? unreadable(reply);
}
