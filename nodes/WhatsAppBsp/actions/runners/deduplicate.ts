import { InvalidInputError } from '../../core/errors';
import {
	createProcessedDataStore,
	SEEN_STORE_ERROR,
	toStoreError,
} from '../../idempotency/processedDataStore';
import { IdempotencyStore } from '../../idempotency/idempotencyStore';
import type { DeduplicateOperation, DeduplicationOptions } from '../operation';
import type { RunContext } from '../runContext';

interface KeyedItem {
	itemIndex: number;
	/** What the same event has in common, however often it comes. */
	storeKey: string;
	options: DeduplicationOptions;
}

/**
 * Outputs the items whose key no execution had before, and of those with the same key in one run
 * the first. With 'Keep Seen Items' the others too, and `seenBefore` in each.
 */
export async function runDeduplication(
	{ description, getKey, readOptions }: DeduplicateOperation,
	run: RunContext,
): Promise<void> {
	const items: KeyedItem[] = [];
	await run.readItems(description, (reader, itemIndex) => {
		const storeKey = toStoreKey(run, getKey(reader));
		const options = readOptions(reader.collection('options'));
		reader.assertValid();
		items.push({ itemIndex, storeKey, options });
	});
	if (items.length === 0 || run.isStopped) return;
	try {
		const seen = await claimKeys(run, items);
		let duplicates = 0;
		for (const { itemIndex, storeKey, options } of items) {
			const seenBefore = seen.has(storeKey);
			seen.add(storeKey);
			if (seenBefore) duplicates += 1;
			addItem(run, itemIndex, seenBefore, options);
		}
		addHint(run, duplicates, items.length);
	} catch (error) {
		const failure =
			error instanceof InvalidInputError ? error : toStoreError(SEEN_STORE_ERROR, String(error));
		for (const { itemIndex } of items) run.output.addError(itemIndex, failure);
	}
}

/** Manual runs count among themselves: they use up nothing of the live workflow's. */
function toStoreKey({ context }: RunContext, key: string): string {
	return `whatsapp-bsp-event|${context.getMode() === 'manual' ? 'test' : 'live'}|${key}`;
}

/** @returns the keys that were seen before; all of them are recorded */
async function claimKeys({ context }: RunContext, items: KeyedItem[]): Promise<Set<string>> {
	const [{ options }] = items;
	const storeKeys = [...new Set(items.map(({ storeKey }) => storeKey))];
	const store = createProcessedDataStore(context, options.scope, SEEN_STORE_ERROR);
	const maxEntries = Math.max(options.maxKeys, 2 * storeKeys.length);
	return await new IdempotencyStore(store, maxEntries).claim(storeKeys);
}

function addHint({ context }: RunContext, duplicates: number, total: number): void {
	if (duplicates === 0) return;
	const message = `${duplicates} of ${total} items were seen before. Keys are remembered from run to run, including manual test runs.`;
	context.addExecutionHints({ message, location: 'outputPane' });
}

function addItem(
	{ context, output }: RunContext,
	itemIndex: number,
	seenBefore: boolean,
	{ keepsSeen }: DeduplicationOptions,
): void {
	const item = context.getInputData()[itemIndex];
	if (keepsSeen) output.addItems(itemIndex, [{ ...item, json: { ...item.json, seenBefore } }]);
	else if (!seenBefore) output.addItems(itemIndex, [item]);
}
