import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Ledger } from '../../sending/ledger';
import { InvalidInput } from '../../transport/errors';
import { processedStore, SEEN_EVENTS, unusable } from '../keys';
import { optionsOf } from '../message/common.description';
import type { Output } from '../output';

/** Keys that are remembered at least. */
export const DEFAULT_REMEMBERED = 10_000;

/** They are one record, which is read and written as a whole. */
export const MOST_REMEMBERED = 20_000;

export interface PlannedEvent {
	itemIndex: number;
	/** What the same event has in common, however often it comes. */
	key: string;
}

/**
 * Puts out the items whose key no execution had before, and of the same key in one run the first.
 * With 'Keep Seen Items' the others too, and `seenBefore` in each.
 */
export async function letThrough(
	context: IExecuteFunctions,
	events: PlannedEvent[],
	output: Output,
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
		const failure = error instanceof InvalidInput ? error : unusable(SEEN_EVENTS, String(error));
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
	const options = optionsOf(context, itemIndex);
	const scope = options.scope === 'workflow' ? 'workflow' : 'node';
	const store = processedStore(context, scope, SEEN_EVENTS);
	return await new Ledger(store, Math.max(remembered(options), 2 * tokens.length)).claim(tokens);
}

function remembered({ remember }: IDataObject): number {
	const wanted = Math.floor(Number(remember ?? DEFAULT_REMEMBERED));
	return wanted >= 1 ? Math.min(wanted, MOST_REMEMBERED) : DEFAULT_REMEMBERED;
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
	output: Output,
): void {
	const item = context.getInputData()[itemIndex];
	const keepsSeen = optionsOf(context, itemIndex).keepSeen === true;
	if (keepsSeen) output.addItems(itemIndex, [{ ...item, json: { ...item.json, seenBefore } }]);
	else if (!seenBefore) output.addItems(itemIndex, [item]);
}
