import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
	findProgram,
	getProgramFolders,
	installPackages,
	isProgram,
	withAptLock,
} from '../apt.mts';

/** Where the programs of queue mode are. */
export interface Programs {
	redisServer: string;
	nginx: string;
	/** Folder with initdb, postgres and pg_isready. */
	postgresBin: string;
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const POSTGRES_TOOLS = ['initdb', 'postgres', 'pg_isready'];

const PACKAGES: Record<keyof Programs, string> = {
	redisServer: 'redis-server',
	nginx: 'nginx-light',
	postgresBin: 'postgresql',
};

export class MissingProgramsError extends Error {
	constructor(packages: string[], reason: string) {
		super(
			`Queue mode needs programs that are not here (${packages.join(', ')}), and ${reason}.\n\nDebian, Ubuntu: sudo apt-get install --no-install-recommends ${packages.join(' ')}. macOS: brew install redis postgresql nginx. They are started for the run only; switch Debian's own ones off with: sudo systemctl disable --now ${packages.map((name) => name.replace('-light', '')).join(' ')}`,
		);
		this.name = 'MissingProgramsError';
	}
}

/** The newest of Debian's, else any folder that holds all of its tools. */
function findPostgres(): string | undefined {
	const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
	const debian = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'));
	return [...debian, ...getProgramFolders()].find((folder) =>
		POSTGRES_TOOLS.every((tool) => isProgram(path.join(folder, tool))),
	);
}

const findInstalled = (): Partial<Programs> => ({
	redisServer: findProgram('redis-server'),
	nginx: findProgram('nginx'),
	postgresBin: findPostgres(),
});

const getMissing = (found: Partial<Programs>): string[] =>
	Object.entries(PACKAGES)
		.filter(([name]) => found[name as keyof Programs] === undefined)
		.map(([, packageName]) => packageName);

/** Redis, PostgreSQL and nginx: those of this machine, or installed from Debian's packages. */
export async function findPrograms(): Promise<Programs> {
	return await withAptLock(async () => {
		const missing = getMissing(findInstalled());
		if (missing.length > 0) {
			await installPackages(missing).catch((error: Error) => {
				throw new MissingProgramsError(missing, error.message);
			});
		}
		const found = findInstalled();
		const stillMissing = getMissing(found);
		if (stillMissing.length > 0) {
			throw new MissingProgramsError(stillMissing, 'are not there after their installation either');
		}
		return found as Programs;
	});
}
