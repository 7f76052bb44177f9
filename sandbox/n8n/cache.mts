import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getCacheFolder } from './cacheFolder.mts';

export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** Holds package.json and package-lock.json of the n8n that is used. */
export const RECIPE = import.meta.dirname;

export const n8nVersion = (): string =>
	(
		JSON.parse(readFileSync(path.join(RECIPE, 'package.json'), 'utf8')) as {
			dependencies: { n8n: string };
		}
	).dependencies.n8n;

/**
 * Folder of the installed n8n: its name changes with the lockfile, and with what native modules are
 * built for, so that an old install is never used as a new one.
 */
export function getInstallFolder(env?: NodeJS.ProcessEnv): string {
	const hash = createHash('sha256')
		.update(readFileSync(path.join(RECIPE, 'package-lock.json')))
		.update(`${process.platform} ${process.arch} ${process.versions.modules}`)
		.digest('hex')
		.slice(0, 12);
	return path.join(getCacheFolder(env), `n8n-${n8nVersion()}-${hash}`);
}
