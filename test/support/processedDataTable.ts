import { createHash } from 'node:crypto';
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** n8n's table of processed data, in memory. */
export interface DeduplicationRows {
	rows: Map<string, { mode: string; data: unknown }>;
	/** How many of the next removals fail. */
	removalsToFail: number;
}

/**
 * Behaves as the store of the n8n server does (packages/cli, DeduplicationHelper), with a map in
 * place of the database: one entry per workflow and node, read and written back whole.
 */
class MemoryDeduplicator implements IDataDeduplicator, DeduplicationRows {
	readonly rows: DeduplicationRows['rows'] = new Map();

	removalsToFail = 0;

	private getRow(
		scope: DeduplicationScope,
		{ workflow, node }: ICheckProcessedContextData,
	): string {
		if (!workflow.id) throw new Error('The workflow has no id');
		return `${workflow.id} ${scope === 'node' ? `n:${node?.id}` : ''}`;
	}

	private getHashes(row: string): string[] {
		return (this.rows.get(row)?.data ?? []) as string[];
	}

	private getHash(value: DeduplicationItemTypes): string {
		return createHash('md5').update(String(value)).digest('base64');
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ mode, maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const row = this.getRow(scope, context);
		const before = this.rows.get(row) ?? { mode, data: [] };
		await new Promise((resolve) => setImmediate(resolve));
		if (before.mode !== mode) throw new Error('incompatible setting');
		const data = [...(before.data as string[])];
		const known = new Set(data);
		const result: IDeduplicationOutput = { new: [], processed: [] };
		for (const item of items) {
			const hash = this.getHash(item);
			if (known.has(hash)) result.processed.push(item);
			else {
				result.new.push(item);
				data.push(hash);
			}
		}
		if (maxEntries) data.splice(0, data.length - maxEntries);
		this.rows.set(row, { mode, data });
		return result;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const row = this.getRow(scope, context);
		const before = this.rows.get(row);
		if (!before) return;
		if (this.removalsToFail-- > 0) throw new Error('database is locked');
		const data = this.getHashes(row);
		const hashes = new Set(items.map((item) => this.getHash(item)));
		await new Promise((resolve) => setImmediate(resolve));
		this.rows.set(row, { ...before, data: data.filter((hash) => !hashes.has(hash)) });
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		this.rows.delete(this.getRow(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return this.getHashes(this.getRow(scope, context)).length;
	}
}

/** Once per test file: n8n-core accepts one store and keeps it. */
export async function initDeduplication(): Promise<DeduplicationRows> {
	const store = new MemoryDeduplicator();
	await DataDeduplicationService.init(store);
	return store;
}
