import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { IdempotencyStore } from '../../idempotency/idempotencyStore';
import {
	createProcessedDataStore,
	SEEN_STORE_ERROR,
	toStoreError,
} from '../../idempotency/processedDataStore';
import { getOptions } from '../message/commonFields';
import type { OutputCollector } from '../outputCollector';
import { InvalidInputError } from '../../core/errors';

/** Keys that are remembered at least. */
export const DEFAULT_REMEMBERED = 10_000;

/** They are one record, which is read and written as a whole. */
export const MAX_REMEMBERED = 20_000;

export interface PlannedEvent {
	itemIndex: number;
	/** What the same event has in common, however often it comes. */
	key: string;
}

/**
 * Puts out the items whose key no execution had before, and of the same key in one run the first.
 * With 'Keep Seen Items' the others too, and `seenBefore` in each.
 */
export async function filterDuplicates(
	context: IExecuteFunctions,
	events: PlannedEvent[],
	output: OutputCollector,
): Promise<void> {
	if (events.length === 0) return;
	const tokens = events.map(({ key }) => tokenOf(context, key));
	try {
		const seen = await claim(context, [...new Set(tokens)], events[0].itemIndex);
		const before = events.filter(({ itemIndex }, i) => {
			const seenBefore = seen.has(tokens[i]);
			seen.add(tokens[i]);
			put(context, itemIndex, seenBefore, output);
			return seenBefore;
		});
		tell(context, before.length, events.length);
	} catch (error) {
		const failure =
			error instanceof InvalidInputError ? error : toStoreError(SEEN_STORE_ERROR, String(error));
		for (const { itemIndex } of events) output.addError(itemIndex, failure);
	}
}

/** Tries in the editor count among themselves: they take nothing from the live workflow. */
function tokenOf(context: IExecuteFunctions, key: string): string {
	return `whatsapp-bsp-event|${context.getMode() === 'manual' ? 'test' : 'live'}|${key}`;
}

async function claim(
	context: IExecuteFunctions,
	tokens: string[],
	itemIndex: number,
): Promise<Set<string>> {
	const options = getOptions(context, itemIndex);
	const scope = options.scope === 'workflow' ? 'workflow' : 'node';
	const store = createProcessedDataStore(context, scope, SEEN_STORE_ERROR);
	return await new IdempotencyStore(store, Math.max(remembered(options), 2 * tokens.length)).claim(
		tokens,
	);
}

function remembered({ remember }: IDataObject): number {
	const wanted = Math.floor(Number(remember ?? DEFAULT_REMEMBERED));
	return wanted >= 1 ? Math.min(wanted, MAX_REMEMBERED) : DEFAULT_REMEMBERED;
}

function tell(context: IExecuteFunctions, before: number, all: number): void {
	if (before === 0) return;
	const message = `${before} of ${all} items were seen before. Keys are remembered from run to run, including manual test runs.`;
	context.addExecutionHints({ message, location: 'outputPane' });
}

function put(
	context: IExecuteFunctions,
	itemIndex: number,
	seenBefore: boolean,
	output: OutputCollector,
): void {
	const item = context.getInputData()[itemIndex];
	const keepsSeen = getOptions(context, itemIndex).keepSeen === true;
	if (keepsSeen) output.addItems(itemIndex, [{ ...item, json: { ...item.json, seenBefore } }]);
	else if (!seenBefore) output.addItems(itemIndex, [item]);
}
