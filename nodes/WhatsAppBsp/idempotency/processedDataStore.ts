import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../core/errors';

/** What could not be done without the store, and what to do about it. */
interface StoreErrorText {
	code: string;
	title: string;
	advice: string;
}

export const IDEMPOTENCY_STORE_ERROR: StoreErrorText = {
	code: 'idempotency-store',
	title: 'Couldn’t look up the idempotency key',
	advice:
		"Nothing was sent for this item, because n8n couldn’t tell whether it was sent before. Save the workflow, check n8n’s database, or choose a different 'Idempotency Scope'.",
};

export const SEEN_STORE_ERROR: StoreErrorText = {
	code: 'seen-store',
	title: 'Couldn’t check whether this event was seen before',
	advice:
		"The item wasn’t passed on. Save the workflow, check n8n’s database, or choose a different 'Scope', then run the item again.",
};

/** The most that a node can ask for: a list of keys is one record, which is read and written as a whole. */
export const MAX_KEYS = 20_000;

/** n8n's own store of processed data, which the Remove Duplicates node also keeps its entries in. */
export function createProcessedDataStore(
	context: IExecuteFunctions,
	scope: 'node' | 'workflow',
	errorText: StoreErrorText,
): ProcessedDataStore {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	return {
		name: JSON.stringify([context.getWorkflow().id, scope === 'node' ? context.getNode().id : '']),
		async checkAndRecord(storeKeys, maxEntries) {
			const response = await wrapStoreErrors(errorText, async () => {
				// The nodes of a workflow share one list, also of different kinds: none may shorten it for the others.
				const kept =
					scope === 'workflow' && maxEntries ? Math.max(maxEntries, MAX_KEYS) : maxEntries;
				const options = { mode: 'entries' as const, maxEntries: kept };
				return await checkProcessedAndRecord(storeKeys, scope, options);
			});
			// Entries of another kind under the same name make n8n respond with nothing at all.
			if (response.new.length + response.processed.length < storeKeys.length) {
				throw toStoreError(
					errorText,
					'the workflow already stores a different kind of deduplication data in this scope',
				);
			}
			return { known: response.processed.map(String) };
		},
		async remove(storeKeys) {
			await wrapStoreErrors(
				errorText,
				async () => await removeProcessed(storeKeys, scope, { mode: 'entries' }),
			);
		},
	};
}

async function wrapStoreErrors<Result>(
	errorText: StoreErrorText,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw toStoreError(errorText, error instanceof Error ? error.message : String(error));
	}
}

/** An error about the store that an item can carry. */
export function toStoreError(errorText: StoreErrorText, details: string): InvalidInputError {
	return new InvalidInputError({
		...errorText,
		category: 'temporary',
		retryable: true,
		retryAfterMs: null,
		details,
	});
}

/**
 * A set that remembers across runs. Its one question also writes: what is asked for is recorded.
 * A whole set is one record that is read, changed and written back, without a lock.
 */
export interface ProcessedDataStore {
	/** Names the set: two runs with the same name share it. */
	name: string;
	/** @param maxEntries the oldest entries beyond this many are forgotten; undefined: none are */
	checkAndRecord(storeKeys: string[], maxEntries?: number): Promise<{ known: string[] }>;
	remove(storeKeys: string[]): Promise<void>;
}
