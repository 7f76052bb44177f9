import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, REPOSITORY } from './cache.mts';
import { CommandFailed, lastLines, npm, readText, run } from './commands.mts';
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

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js'];

function* filesOf(entry: string): Generator<string> {
	const full = path.join(REPOSITORY, entry);
	if (!existsSync(full)) return;
	if (path.extname(entry) !== '') {
		yield entry;
		return;
	}
	for (const child of readdirSync(full, { withFileTypes: true })) {
		const name = path.join(entry, child.name);
		if (child.isDirectory()) yield* filesOf(name);
		else yield name;
	}
}

/** Changes with every source file: modification times do not survive a git checkout. */
function sourceHash(): string {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap((source) => [...filesOf(source)]).sort()) {
		hash.update(`${file}\0`).update(readFileSync(path.join(REPOSITORY, file)));
	}
	return hash.digest('hex');
}

export class BuildFailed extends Error {}

async function build(logFile: string): Promise<void> {
	if (!existsSync(path.join(REPOSITORY, 'node_modules', '@n8n', 'node-cli'))) {
		throw new BuildFailed('The packages for building are missing. Run: npm ci --ignore-scripts');
	}
	try {
		// CI: its spinner would fill the log.
		await npm(['run', 'build'], { cwd: REPOSITORY, logFile, env: { CI: '1' } });
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		throw new BuildFailed(
			`npm run build failed. Last lines of ${logFile}:\n${lastLines(error.output, 20)}`,
		);
	}
}

/**
 * Builds the package when its sources changed since the last build, and packs it as it would be
 * published. Answers the tarball's path.
 */
export async function packPackage(): Promise<string> {
	const work = path.join(REPOSITORY, '.cache');
	const logFile = path.join(work, 'build.log');
	return await withLock(path.join(work, 'build.lock'), async () => {
		rmSync(logFile, { force: true });
		const stamp = path.join(work, 'built');
		const hash = sourceHash();
		const outputs = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const complete = outputs.every((file) => existsSync(path.join(REPOSITORY, file)));
		if (!complete || readText(stamp) !== hash) {
			await build(logFile);
			writeFileSync(stamp, hash);
		}
		const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', work];
		const output = await npm(args, { cwd: REPOSITORY, logFile });
		// npm 12 answers an object by package name, older ones an array.
		const answer = JSON.parse(output.slice(output.search(/^[[{]/m))) as
			| Array<{ filename: string }>
			| Record<string, { filename: string }>;
		const [packed] = Object.values(answer);
		if (!packed) throw new BuildFailed(`npm pack answered nothing; see ${logFile}`);
		return path.join(work, path.basename(packed.filename));
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
