import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './cache.mts';
import { getCacheFolder } from './cacheFolder.mts';
import { CommandError, getLastLines, run, runNpm } from './commands.mts';
import { withLock } from './lock.mts';

interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

const manifest = JSON.parse(
	readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8'),
) as Manifest;

export const PACKAGE_NAME = manifest.name;

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'bundle.mjs'];

const resolvePath = (...names: string[]): string => path.join(REPOSITORY, ...names);

/** Folders count as well: removing a file changes theirs alone. */
function getChangedAt(entry: string): number {
	const stats = statSync(resolvePath(entry), { throwIfNoEntry: false });
	if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
	return Math.max(
		stats.mtimeMs,
		...readdirSync(resolvePath(entry)).map((name) => getChangedAt(path.join(entry, name))),
	);
}

/** Whether `dist` holds a whole build that is younger than every source. */
function isBuilt(): boolean {
	// The build copies icons after its compiler was content.
	if (!existsSync(resolvePath('dist', 'icons'))) return false;
	const outputs = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const builtAt = outputs.map(
		(file) => statSync(resolvePath(file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
	);
	return Math.min(...builtAt) > Math.max(...SOURCES.map(getChangedAt));
}

export class BuildError extends Error {}

async function build(logFile: string): Promise<void> {
	if (!existsSync(path.join(REPOSITORY, 'node_modules', '@n8n', 'node-cli'))) {
		throw new BuildError('The packages for building are missing. Run: npm ci --ignore-scripts');
	}
	try {
		// CI: its spinner would fill the log.
		await runNpm(['run', 'build'], { cwd: REPOSITORY, logFile, env: { CI: '1' } });
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new BuildError(
			`npm run build failed. Last lines of ${logFile}:\n${getLastLines(error.output, 20)}`,
		);
	}
}

/**
 * Builds the package when its sources changed since the last build, and packs it as it would be
 * published, into the given folder. Returns the tarball's path.
 */
export async function packPackage(folder: string): Promise<string> {
	const logFile = path.join(folder, 'build.log');
	return await withLock(resolvePath('.cache', 'build.lock'), async () => {
		if (!isBuilt()) await build(logFile);
		const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
		const output = await runNpm(args, { cwd: REPOSITORY, logFile });
		// npm 12 prints an object by package name, older ones an array.
		const packedByName = JSON.parse(output.slice(output.search(/^[[{]/m))) as
			| Array<{ filename: string }>
			| Record<string, { filename: string }>;
		const [packed] = Object.values(packedByName);
		if (!packed) throw new BuildError(`npm pack printed nothing; see ${logFile}`);
		return path.join(folder, path.basename(packed.filename));
	});
}

/** Unpacks what `npm pack` made. */
export async function unpack(tarball: string, target: string): Promise<void> {
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const logFile = path.join(getCacheFolder(), 'unpack.log');
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], {
		cwd: path.dirname(target),
		logFile,
	});
}
