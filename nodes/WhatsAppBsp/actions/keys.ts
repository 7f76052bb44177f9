import type { IExecuteFunctions } from 'n8n-workflow';
import type { ProcessedStore } from '../sending/ledger';
import { InvalidInput } from '../transport/errors';

/** n8n's own store of processed data, which the Remove Duplicates node also keeps its entries in. */
export function processedStore(
	context: IExecuteFunctions,
	scope: 'node' | 'workflow',
): ProcessedStore {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	return {
		name: JSON.stringify([context.getWorkflow().id, scope === 'node' ? context.getNode().id : '']),
		async checkAndRecord(tokens, maxEntries) {
			// Two workers that record a node's first key at the same time: one of them has to ask again.
			const answer = await ask(async () => {
				const options = { mode: 'entries' as const, maxEntries };
				return await again(async () => await checkProcessedAndRecord(tokens, scope, options));
			});
			// Entries of another kind under the same name make n8n answer with nothing at all.
			if (answer.new.length + answer.processed.length < tokens.length) {
				throw unusable('the workflow keeps processed data of another kind in this scope');
			}
			return { known: answer.processed.map(String) };
		},
		async remove(tokens) {
			await ask(async () => await removeProcessed(tokens, scope, { mode: 'entries' }));
		},
	};
}

async function again<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch {
		return await work();
	}
}

async function ask<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw unusable(error instanceof Error ? error.message : String(error));
	}
}

function unusable(details: string): InvalidInput {
	return new InvalidInput({
		code: 'idempotency-store',
		title: 'The idempotency key could not be looked up',
		category: 'temporary',
		retryable: true,
		retryAfterMs: null,
		advice:
			"Nothing was sent for this item, as it could not be told whether it was sent before. Save the workflow, check n8n's database, or choose another 'Idempotency Scope'.",
		details,
	});
}
