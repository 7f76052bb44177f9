import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './cache.mts';
import { cacheFolder } from './cacheFolder.mts';
import { CommandError, lastLines, npm, run } from './commands.mts';
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

const at = (...names: string[]): string => path.join(REPOSITORY, ...names);

/** Folders count as well: removing a file changes theirs alone. */
function changedAt(entry: string): number {
	const stats = statSync(at(entry), { throwIfNoEntry: false });
	if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
	return Math.max(
		stats.mtimeMs,
		...readdirSync(at(entry)).map((name) => changedAt(path.join(entry, name))),
	);
}

/** Whether `dist` holds a whole build that is younger than every source. */
function isBuilt(): boolean {
	// The build copies icons after its compiler was content.
	if (!existsSync(at('dist', 'icons'))) return false;
	const outputs = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const builtAt = outputs.map(
		(file) => statSync(at(file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
	);
	return Math.min(...builtAt) > Math.max(...SOURCES.map(changedAt));
}

export class BuildError extends Error {}

async function build(logFile: string): Promise<void> {
	if (!existsSync(path.join(REPOSITORY, 'node_modules', '@n8n', 'node-cli'))) {
		throw new BuildError('The packages for building are missing. Run: npm ci --ignore-scripts');
	}
	try {
		// CI: its spinner would fill the log.
		await npm(['run', 'build'], { cwd: REPOSITORY, logFile, env: { CI: '1' } });
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new BuildError(
			`npm run build failed. Last lines of ${logFile}:\n${lastLines(error.output, 20)}`,
		);
	}
}

/**
 * Builds the package when its sources changed since the last build, and packs it as it would be
 * published, into the given folder. Returns the tarball's path.
 */
export async function packPackage(folder: string): Promise<string> {
	const logFile = path.join(folder, 'build.log');
	return await withLock(at('.cache', 'build.lock'), async () => {
		if (!isBuilt()) await build(logFile);
		const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
		const output = await npm(args, { cwd: REPOSITORY, logFile });
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
	const logFile = path.join(cacheFolder(), 'unpack.log');
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], {
		cwd: path.dirname(target),
		logFile,
	});
}
