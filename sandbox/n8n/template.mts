import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Install } from './install.mts';
import { startN8n } from './n8n.mts';

/** What a start copies instead of running 100 migrations. */
const KEPT = ['config', 'database.sqlite', 'database.sqlite-wal'];

export const getTemplateFolder = (install: Install): string =>
	path.join(install.folder, 'template');

/** Runs n8n once on an empty database, which also proves that the install works. */
export async function makeTemplate(install: Install, logFile: string): Promise<void> {
	const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-first-start-'));
	try {
		const n8n = await startN8n({ install, userFolder, logFile, fresh: true });
		await n8n.stop();
		const target = getTemplateFolder(install);
		mkdirSync(target, { recursive: true });
		for (const name of KEPT) {
			const file = path.join(userFolder, '.n8n', name);
			if (existsSync(file)) cpSync(file, path.join(target, name));
		}
	} finally {
		rmSync(userFolder, { recursive: true, force: true });
	}
}
