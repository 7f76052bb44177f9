import type { IDataObject } from 'n8n-workflow';
import { findError, type ErrorTable } from '../shared/errorTable';
import { asObject, asText, isObject, omitUndefined } from '../../core/parse';
import { rejectedByCode } from '../shared/response';
import { META_TEXTS } from './errorTexts';
import { CONVERSATION_ERRORS } from './featureErrors';
import { TEMPLATE_EDITING_ERRORS } from './templateErrors';
import type { Rejected } from '../../core/result';
import type { ProviderResponse } from '../request';

/** `{"error": {"code", "message", "error_data": {"details"}}}`, as Meta writes a rejection. */
export function rejectedByMeta(
	json: unknown,
	response: ProviderResponse,
	table: ErrorTable,
): Rejected | undefined {
	if (!isObject(json) || !isObject(json.error)) return undefined;
	const code = asText(json.error.code);
	if (code === undefined) return undefined;
	const { error } = json;
	const subcode = asText(error.error_subcode) ?? '';
	const details = getUserText(error) ?? getMetaDetails(error);
	const isSubcodeKnown = [TEMPLATE_EDITING_ERRORS, CONVERSATION_ERRORS].some(
		(known) => findError(known, subcode) !== undefined,
	);
	const byText = META_TEXTS.find((known) => known.code === code && known.text.test(details ?? ''));
	return rejectedByCode(
		response,
		table,
		isSubcodeKnown ? subcode : (byText?.entry ?? code),
		details,
	);
}

/** What Meta writes for people, in the account's language: it says more than "Invalid parameter". */
function getUserText(error: IDataObject): string | undefined {
	const texts = [error.error_user_title, error.error_user_msg].map(asText).filter(Boolean);
	return texts.length > 0 ? texts.join(': ') : undefined;
}

/** The most telling of Meta's texts: the details, else title and message. */
export function getMetaDetails(error: IDataObject): string | undefined {
	const data = error.error_data;
	const details = isObject(data) ? data.details : data;
	const texts = [error.title, error.message, details].map(asText).filter(Boolean) as string[];
	const telling = texts.filter(
		(text, i) => !texts.some((other, j) => j > i && other.includes(text)),
	);
	return telling.length > 0 ? telling.join(': ') : undefined;
}

/** What `messages[0].message_status` says of a template that is being paced. */
const HELD = 'held_for_quality_assessment';

interface AcceptedMessage {
	/** `messages[0].id` */
	id: string;
	/** The number that WhatsApp has for the recipient, else the user ID. */
	waId?: string;
	userId?: string;
	held?: true;
}

/** Source: Meta, "Message API" and "Template pacing". */
export function parseAccepted(json: unknown): AcceptedMessage | undefined {
	if (!isObject(json) || !Array.isArray(json.messages)) return undefined;
	const [message] = json.messages as unknown[];
	const id = isObject(message) ? asText(message.id) : undefined;
	if (!id) return undefined;
	const contact = asObject(Array.isArray(json.contacts) ? json.contacts[0] : undefined);
	const userId = asText(contact.user_id);
	const held = isObject(message) && message.message_status === HELD ? true : undefined;
	return omitUndefined<AcceptedMessage>({
		id,
		waId: asText(contact.wa_id) ?? userId,
		userId,
		held,
	});
}
