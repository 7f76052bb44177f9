import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getInstallFolder, n8nVersion, RECIPE } from './cache.mts';
import { getCacheFolder } from './cacheFolder.mts';
import { CommandError, getLastLines, run, runNpm } from './commands.mts';
import { withLock } from './lock.mts';
import { startStep, type Step } from './progress.mts';
import { makeTemplate } from './template.mts';

const MARKER = 'complete';

export interface Install {
	/** Folder of this version in the cache. */
	folder: string;
	/** The file that Node 24 runs. */
	bin: string;
}

const toInstall = (folder: string): Install => ({
	folder,
	bin: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
});

export class InstallError extends Error {
	constructor(reason: string, advice: string, details: string, logFile: string) {
		super(
			`n8n ${n8nVersion()} could not be installed: ${reason}\n\n${advice}\n\nLast lines of ${logFile}:\n${details}`,
		);
		this.name = 'InstallError';
	}
}

/** What npm's errors mean for a user who only wanted to see the demo. */
const CAUSES: Array<{ words: RegExp; reason: string; advice: string }> = [
	{
		words: /ENOSPC|no space left/i,
		reason: 'the disk is full',
		advice:
			'It needs about 2.5 GB in the cache folder. Make room, or put the cache elsewhere: WHATSAPP_BSP_CACHE=/big/disk npm run demo',
	},
	{
		words: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ERR_SOCKET_TIMEOUT/,
		reason: 'the npm registry was not reached',
		advice:
			'Go online, or check the registry and proxy of "npm config list", and start again. It is needed this once: later starts use the cache.',
	},
	{
		words: /EACCES|EPERM|EROFS/,
		reason: 'the cache folder cannot be written to',
		advice: 'Choose a folder of your own: WHATSAPP_BSP_CACHE=/your/folder npm run demo',
	},
	{
		words: /gyp ERR!|node-gyp|not found: make|prebuild-install/,
		reason: 'the native module sqlite3 could not be built',
		advice:
			'No ready-made build could be fetched, and compiling needs Python 3, make and a C++ compiler. Debian, Ubuntu: apt-get install python3 make g++. macOS: xcode-select --install. Windows: Visual Studio Build Tools.',
	},
];

function explain(error: CommandError): InstallError {
	const known = CAUSES.find(({ words }) => words.test(error.output));
	return new InstallError(
		known?.reason ?? error.message,
		known?.advice ?? 'The log tells more. After a repair, start again: nothing half-done is kept.',
		getLastLines(error.output, 15),
		error.logFile,
	);
}

/** Counts the lockfile's packages in the folder: npm reports no progress itself. */
async function watchUnpacking(folder: string, step: Step, signal: AbortSignal): Promise<void> {
	const lock = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, unknown>;
	};
	const all = Object.keys(lock.packages).filter((name) => name !== '');
	const missing = new Set(all);
	const count = () => {
		for (const name of missing) {
			if (existsSync(path.join(folder, name, 'package.json'))) missing.delete(name);
		}
		const there = all.length - missing.size;
		step.update(there === 0 ? 'downloading' : `${there} of ${all.length} packages`);
	};
	const timer = setInterval(count, 2000);
	signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

async function fill(folder: string, logFile: string): Promise<void> {
	const progress = startStep(`Installing n8n ${n8nVersion()} (once, a few minutes, 2.2 GB)`);
	const watching = new AbortController();
	try {
		mkdirSync(folder, { recursive: true });
		for (const name of ['package.json', 'package-lock.json']) {
			copyFileSync(path.join(RECIPE, name), path.join(folder, name));
		}
		await watchUnpacking(folder, progress, watching.signal);
		// Plain `npm ci` resolves peers for 20 minutes; scripts would download browsers and brokers.
		const flags = [
			'--legacy-peer-deps',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--prefer-offline',
		];
		await runNpm(['ci', ...flags], { cwd: folder, logFile });
		watching.abort();
		progress.update('building sqlite3');
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, logFile });
		progress.update('checking native modules');
		// npm may skip a script without an error; isolated-vm brings its builds along.
		const check = "require('sqlite3'); require('isolated-vm')";
		await run(process.execPath, ['-e', check], { cwd: folder, logFile, label: 'node-gyp check' });
		progress.update('first start, with database migrations');
		await makeTemplate(toInstall(folder), logFile);
		progress.done();
	} catch (error) {
		progress.failed();
		throw error instanceof CommandError ? explain(error) : error;
	} finally {
		watching.abort();
	}
}

/** Partial installs of starts that were killed. */
function sweep(folder: string): void {
	const name = `${path.basename(folder)}.partial`;
	for (const entry of readdirSync(path.dirname(folder))) {
		if (entry.startsWith(name)) {
			// Their npm may still be at it.
			const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 500 };
			rmSync(path.join(path.dirname(folder), entry), options);
		}
	}
}

/**
 * The n8n of the lockfile, installed into the user's cache unless it is there already.
 * Safe against a second start at the same time and against being killed half-way.
 */
export async function installN8n(): Promise<Install> {
	const folder = getInstallFolder();
	const marker = path.join(folder, MARKER);
	if (existsSync(marker)) return toInstall(folder);
	const waiting = () =>
		console.log('  Another start is installing n8n already; waiting for it ...');
	await withLock(
		`${folder}.lock`,
		async () => {
			if (existsSync(marker)) return;
			sweep(folder);
			const partial = `${folder}.partial-${process.pid}`;
			const logFile = path.join(getCacheFolder(), 'install.log');
			rmSync(logFile, { force: true });
			try {
				await fill(partial, logFile);
				rmSync(folder, { recursive: true, force: true });
				renameSync(partial, folder);
				writeFileSync(marker, `${new Date().toISOString()}\n`);
			} finally {
				rmSync(partial, { recursive: true, force: true });
			}
		},
		waiting,
	);
	return toInstall(folder);
}

if (process.argv[1] === import.meta.filename) {
	try {
		console.log(`n8n ${n8nVersion()} is in ${(await installN8n()).folder}`);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	}
}
