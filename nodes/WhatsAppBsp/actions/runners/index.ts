import type { Operation } from '../operation';
import type { RunContext } from '../runContext';
import { runApiCalls } from './apiCalls';
import { runDeduplication } from './deduplicate';
import { runMessages } from './messages';
import { runReadReceipts } from './readReceipts';
import { runWait } from './wait';

type Runner<O> = (operation: O, run: RunContext) => Promise<void>;

/** How each kind of operation is carried out for all items. */
const RUNNERS: { [K in Operation['kind']]: Runner<Extract<Operation, { kind: K }>> } = {
	apiCall: runApiCalls,
	deduplicate: runDeduplication,
	message: runMessages,
	readReceipt: runReadReceipts,
	wait: runWait,
};

export async function runOperation(operation: Operation, run: RunContext): Promise<void> {
	const runner = RUNNERS[operation.kind] as Runner<Operation>;
	await runner(operation, run);
}
