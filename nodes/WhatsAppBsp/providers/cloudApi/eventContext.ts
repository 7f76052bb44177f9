import type { IDataObject } from 'n8n-workflow';
import { asObject, asObjects, asNonEmptyText, isObject } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { toProviderError, type ErrorTable } from '../shared/errorTable';
import { getMetaDetails } from './response';
import type { ProviderError } from '../../core/providerError';

/** Where a webhook in Meta's words comes from. */
export interface EventContext {
	provider: string;
	/** Time of receipt, for events without a time of their own. */
	receivedAt: Date;
	/** What the codes in `errors` mean in this dialect. */
	errors: ErrorTable;
}

const WITHOUT_CODE: ErrorTable = {
	unknown: {
		title: 'WhatsApp reported an error without a code',
		category: 'unknown',
		retryable: false,
		advice: 'If the details don’t explain it, contact your provider’s support.',
	},
};

/**
 * The first of Meta's `errors`, in the words of the event format (docs/trigger.md).
 * @param withoutCode what `unknown` means, where the error has no code
 */
export function getFirstError(
	errors: unknown,
	table: ErrorTable,
	withoutCode?: ErrorTable,
): ProviderError | undefined {
	const error = findFirstError(errors);
	return error && toEventError(error, table, withoutCode);
}

/** Of a list, or the only one. */
export function findFirstError(errors: unknown): IDataObject | undefined {
	return isObject(errors) ? errors : asObjects(errors)[0];
}

/** One of Meta's error objects: `{code, title, message, error_data: {details}}`. */
export function toEventError(
	error: IDataObject,
	table: ErrorTable,
	withoutCode = WITHOUT_CODE,
): ProviderError {
	const details = getMetaDetails(error) ?? asNonEmptyText(error.details);
	const code = asNonEmptyText(error.code);
	const found =
		code === undefined
			? toProviderError(withoutCode, 'unknown', { details })
			: toProviderError(table, code, { details });
	// The provider took the message long before.
	return { ...found, retryable: false, retryAfterMs: null };
}

/** The business's number that a change's value is about. */
export function getBusinessNumber(value: IDataObject): string | undefined {
	return normalizePhoneNumber(
		asObject(value.metadata).display_phone_number ??
			value.display_phone_number ??
			asObject(value.recipient).display_phone_number ??
			// Of `account_update`.
			value.phone_number,
	);
}

/** Lists of messages and of what is reported about them. */
export const MESSAGE_LISTS = ['messages', 'statuses', 'message_echoes', 'errors'] as const;

export type MessageList = (typeof MESSAGE_LISTS)[number];

/** Lists of other changes; `statuses` are those of calls there. */
export const NESTED_LISTS = [
	'calls',
	'user_preferences',
	'user_id_update',
	'groups',
	'user_actions',
	'statuses',
] as const;

/** Lists of a change's value whose entries become events of their own. */
const LISTS: readonly string[] = [...MESSAGE_LISTS, ...NESTED_LISTS];

/**
 * A change's value as the provider wrote it, with only this entry of its lists and its contact, so
 * that nothing is lost and nothing is repeated in every event of a batch.
 * @param lists those whose entries become events of their own in this change
 */
export function withOnlyEntry(
	value: IDataObject,
	list: string,
	entry: unknown,
	contact?: IDataObject,
	lists = LISTS,
): IDataObject {
	const narrowed = withoutLists(value, lists);
	if (contact) narrowed.contacts = [contact];
	narrowed[list] = [entry] as IDataObject[];
	return narrowed;
}

/** A change's value with everything but these lists. */
export function withoutLists(value: IDataObject, lists: readonly string[]): IDataObject {
	const rest: IDataObject = {};
	for (const name of Object.keys(value)) if (!lists.includes(name)) rest[name] = value[name];
	return rest;
}
