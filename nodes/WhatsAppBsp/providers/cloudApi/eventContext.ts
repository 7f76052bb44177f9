import type { IDataObject } from 'n8n-workflow';
import { asObjects, asNonEmptyText } from '../../core/parse';
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

/** The first of Meta's `errors`, in the words of the contract. */
export function getFirstError(errors: unknown, table: ErrorTable): ProviderError | undefined {
	const [error] = asObjects(errors);
	return error && toEventError(error, table);
}

/** One of Meta's error objects: `{code, title, message, error_data: {details}}`. */
export function toEventError(error: IDataObject, table: ErrorTable): ProviderError {
	const details = getMetaDetails(error) ?? asNonEmptyText(error.details);
	return toProviderError(table, asNonEmptyText(error.code) ?? 'unknown', { details });
}

/** Lists of a change's value whose entries become events of their own. */
const LISTS = ['messages', 'statuses', 'message_echoes', 'errors'];

/**
 * A change's value as the provider wrote it, with only this entry of its lists and its contact, so
 * that nothing is lost and nothing is repeated in every event of a batch.
 */
export function withOnlyEntry(
	value: IDataObject,
	list: string,
	entry: IDataObject,
	contact?: IDataObject,
): IDataObject {
	const around = Object.entries(value).filter(([name]) => !LISTS.includes(name));
	return {
		...Object.fromEntries(around),
		...(contact ? { contacts: [contact] } : {}),
		[list]: [entry],
	};
}
