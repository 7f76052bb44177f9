/** Programs of this machine, and Debian's packages for those that are missing. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { getCacheFolder } from './cacheFolder.mts';
import { CommandError, getLastLines, run } from './commands.mts';
import { withLock } from './lock.mts';

/** Debian keeps servers where an ordinary user's PATH does not lead. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

export function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Where programs are. */
export const getProgramFolders = (): string[] => [
	...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
	...ALSO,
];

export const findProgram = (name: string): string | undefined =>
	getProgramFolders()
		.map((folder) => path.join(folder, name))
		.find(isProgram);

/** Of two processes that look for programs, the second one waits until the first one has installed them. */
export const withAptLock = async <T,>(work: () => Promise<T>): Promise<T> =>
	await withLock(path.join(getCacheFolder(), 'apt.lock'), work);

/** To be called within `withAptLock`. The error says, as a clause, why they can't be installed. */
export async function installPackages(packages: string[]): Promise<void> {
	if (!findProgram('apt-get')) throw new Error('there is no apt-get to install them');
	if (process.getuid?.() !== 0) throw new Error('only root may install them');
	const options = {
		cwd: '/',
		logFile: path.join(getCacheFolder(), 'apt.log'),
		// Debian would start each of them as a service on its usual port.
		env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
	};
	try {
		await run('apt-get', ['update', '-qq'], options);
		const flags = ['install', '-y', '--no-install-recommends'];
		await run('apt-get', [...flags, ...packages], options);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new Error(`installing them failed:\n${getLastLines(error.output, 5)}`);
	}
}
