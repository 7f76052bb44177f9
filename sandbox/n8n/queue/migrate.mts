import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Install } from '../install.mts';
import { withLock } from '../lock.mts';
import { startN8n } from '../n8n.mts';
import { findFreePorts } from '../ports.mts';
import { createDatabase, getTemplateFolder, keepAsTemplate, preparePostgres } from './postgres.mts';
import { findPrograms } from './programs.mts';
import { getEnvironment } from './settings.mts';

async function migrate(install: Install): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-first-'));
	chmodSync(folder, 0o755);
	try {
		const programs = await findPrograms();
		const [postgresPort = 0] = await findFreePorts(1);
		const postgres = await preparePostgres(programs, { folder, port: postgresPort });
		await postgres.start();
		await createDatabase(programs, postgresPort);
		const n8n = await startN8n({
			install,
			userFolder: path.join(folder, 'user'),
			logFile: path.join(folder, 'n8n.log'),
			fresh: true,
			env: {
				...getEnvironment('main', { redisPort: 0, postgresPort, url: 'http://127.0.0.1' }),
				// No Redis needed.
				EXECUTIONS_MODE: 'regular',
			},
		});
		await n8n.stop();
		await postgres.stop();
		await keepAsTemplate(programs, postgres.folder, install);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Runs n8n's migrations of PostgreSQL once for this n8n; later clusters start with a copy. */
export async function migrateOnce(install: Install): Promise<void> {
	const template = await getTemplateFolder(await findPrograms(), install);
	if (existsSync(template)) return;
	await withLock(`${template}.lock`, async () => {
		if (!existsSync(template)) await migrate(install);
	});
}
