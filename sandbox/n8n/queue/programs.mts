import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../cache.mts';
import { CommandError, lastLines, run } from '../commands.mts';
import { withLock } from '../lock.mts';

/** Where the programs of queue mode are. */
export interface Programs {
	redisServer: string;
	nginx: string;
	/** Folder with initdb, postgres and pg_isready. */
	postgresBin: string;
}

/** Debian keeps servers where an ordinary user's PATH does not lead. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
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
		this.name = 'ProgramsMissing';
	}
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

const folders = (): string[] => [
	...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
	...ALSO,
];

const find = (name: string): string | undefined =>
	folders()
		.map((folder) => path.join(folder, name))
		.find(isProgram);

/** The newest of Debian's, else any folder that holds all of its tools. */
function findPostgres(): string | undefined {
	const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
	const debian = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'));
	return [...debian, ...folders()].find((folder) =>
		POSTGRES_TOOLS.every((tool) => isProgram(path.join(folder, tool))),
	);
}

const look = (): Partial<Programs> => ({
	redisServer: find('redis-server'),
	nginx: find('nginx'),
	postgresBin: findPostgres(),
});

const getMissing = (found: Partial<Programs>): string[] =>
	Object.entries(PACKAGES)
		.filter(([name]) => found[name as keyof Programs] === undefined)
		.map(([, packageName]) => packageName);

async function install(packages: string[]): Promise<void> {
	if (!find('apt-get'))
		throw new MissingProgramsError(packages, 'there is no apt-get to install them');
	if (process.getuid?.() !== 0) {
		throw new MissingProgramsError(packages, 'only root may install them');
	}
	const options = {
		cwd: '/',
		logFile: path.join(cacheFolder(), 'apt.log'),
		// Debian would start each of them as a service on its usual port.
		env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
	};
	try {
		await run('apt-get', ['update', '-qq'], options);
		const flags = ['install', '-y', '--no-install-recommends'];
		await run('apt-get', [...flags, ...packages], options);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		const details = lastLines(error.output, 5);
		throw new MissingProgramsError(packages, `installing them failed:\n${details}`);
	}
}

/** Redis, PostgreSQL and nginx: those of this machine, or installed from Debian's packages. */
export async function findPrograms(): Promise<Programs> {
	const lock = path.join(cacheFolder(), 'apt.lock');
	return await withLock(lock, async () => {
		const missing = getMissing(look());
		if (missing.length > 0) await install(missing);
		const found = look();
		const stillMissing = getMissing(found);
		if (stillMissing.length > 0) {
			throw new MissingProgramsError(stillMissing, 'are not there after their installation either');
		}
		return found as Programs;
	});
}
