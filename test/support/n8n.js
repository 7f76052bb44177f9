// n8n's own packages, which the lint for nodes does not let into TypeScript files.
const { createHash } = require('node:crypto');
const path = require('node:path');
const { DataDeduplicationService } = require('n8n-core');

/** n8n-core may have copies of its own: only those hold the objects that it uses. */
const fromCore = (name) =>
	require(require.resolve(name, { paths: [path.dirname(require.resolve('n8n-core'))] }));
const { Container } = fromCore('@n8n/di');
const { Logger } = fromCore('@n8n/backend-common');

/** The log lines of one level that the engine writes from now on. */
exports.logLines = (level) => {
	const logger = Container.get(Logger);
	const lines = [];
	logger[level] = (message, data) => lines.push({ message, data });
	return lines;
};

/**
 * Behaves as the store of the n8n server does (packages/cli, DeduplicationHelper), with a map in
 * place of the database: one entry per workflow and node, read and written back whole.
 */
class MemoryDeduplicator {
	constructor() {
		this.rows = new Map();
		this.removalsToFail = 0;
	}

	rowOf(scope, { workflow, node }) {
		if (!workflow.id) throw new Error('The workflow has no id');
		return `${workflow.id} ${scope === 'node' ? `n:${node.id}` : ''}`;
	}

	hashOf(value) {
		return createHash('md5').update(String(value)).digest('base64');
	}

	async checkProcessedAndRecord(items, scope, context, { mode, maxEntries }) {
		const row = this.rowOf(scope, context);
		const before = this.rows.get(row) ?? { mode, data: [] };
		await new Promise((resolve) => setImmediate(resolve));
		if (before.mode !== mode) throw new Error('incompatible setting');
		const known = new Set(before.data);
		const answer = { new: [], processed: [] };
		const data = [...before.data];
		for (const item of items) {
			const hash = this.hashOf(item);
			if (known.has(hash)) answer.processed.push(item);
			else {
				answer.new.push(item);
				data.push(hash);
			}
		}
		if (maxEntries) data.splice(0, data.length - maxEntries);
		this.rows.set(row, { mode, data });
		return answer;
	}

	async removeProcessed(items, scope, context) {
		const row = this.rowOf(scope, context);
		const before = this.rows.get(row);
		if (!before) return;
		if (this.removalsToFail-- > 0) throw new Error('database is locked');
		const hashes = new Set(items.map((item) => this.hashOf(item)));
		await new Promise((resolve) => setImmediate(resolve));
		this.rows.set(row, { ...before, data: before.data.filter((hash) => !hashes.has(hash)) });
	}

	async clearAllProcessedItems(scope, context) {
		this.rows.delete(this.rowOf(scope, context));
	}

	async getProcessedDataCount(scope, context) {
		return this.rows.get(this.rowOf(scope, context))?.data.length ?? 0;
	}
}

exports.initDeduplication = async () => {
	const store = new MemoryDeduplicator();
	await DataDeduplicationService.init(store);
	return store;
};
