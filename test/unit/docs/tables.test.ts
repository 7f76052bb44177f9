import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTables, fillTables } from '../../support/docsTables';

const ROOT = path.resolve(__dirname, '../../..');

/** Set by `npm run docs`, which writes the tables instead of comparing them. */
const WRITES = process.env.UPDATE_DOCS === '1';

describe('the generated tables', () => {
	it.each(Object.entries(createTables()))(
		'in %s are up to date (npm run docs writes them)',
		(page, tables) => {
			const file = path.join(ROOT, page);
			const current = readFileSync(file, 'utf8');
			const updated = fillTables(current, tables);
			if (WRITES) writeFileSync(file, updated);
			expect(readFileSync(file, 'utf8')).toBe(updated);
		},
	);

	it('leave no page without its table: a missing marker is an error', () => {
		expect(() => fillTables('no marker', { operations: '' })).toThrow('<!-- operations -->');
	});
});
