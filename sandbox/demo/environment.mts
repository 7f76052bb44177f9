import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { getCacheFolder } from '../n8n/cacheFolder.mts';
import { installN8n } from '../n8n/install.mts';
import { startN8n, type N8n } from '../n8n/n8n.mts';
import { packPackage } from '../n8n/package.mts';
import { findFreePorts, isPortFree } from '../n8n/ports.mts';
import { runStep } from '../n8n/progress.mts';
import { getLogPath, startSandbox, type Sandbox } from './sandbox.mts';

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 4010;
const DAY_MS = 86_400_000;

/** A real n8n with this package in it, the four providers, and nothing else. */
export interface Environment {
	n8n: N8n;
	sandbox: Sandbox;
	/** Holds user folder and logs. */
	folder: string;
	/** Ends both; keeps the folder when something went wrong and its logs are wanted. */
	close(keepFolder: boolean): Promise<void>;
}

/** Where something is to listen: where it was asked for, else at the usual port or any other. */
interface Place {
	asked?: number;
	usual: number;
	flag: string;
}

async function choosePort({ asked, usual, flag }: Place): Promise<number> {
	if (asked !== undefined) {
		if (await isPortFree(asked)) return asked;
		throw new Error(
			`Port ${asked} is in use by another program. Choose another one with --${flag}.`,
		);
	}
	if (await isPortFree(usual)) return usual;
	const [free = 0] = await findFreePorts(1);
	return free;
}

const TRIES = 3;

/** A second demo that starts in the same seconds may be the first to open the port. */
async function startOnPort<T>(place: Place, start: (port: number) => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		const port = await choosePort(place);
		try {
			return await start(port);
		} catch (error) {
			const lost = place.asked === undefined && !(await isPortFree(port));
			if (!lost || tries === TRIES) throw error;
		}
	}
}

/** A folder for one run; those of runs that failed are kept for a day. */
function createRunFolder(): string {
	const parent = path.join(getCacheFolder(), 'runs');
	mkdirSync(parent, { recursive: true });
	for (const name of readdirSync(parent)) {
		const old = path.join(parent, name);
		if (Date.now() - statSync(old).mtimeMs > DAY_MS) rmSync(old, { recursive: true, force: true });
	}
	return mkdtempSync(path.join(parent, 'run-'));
}

export async function startEnvironment(options: {
	port?: number;
	sandboxPort?: number;
	fresh?: boolean;
}): Promise<Environment> {
	const editorPlace = { asked: options.port, usual: EDITOR_PORT, flag: 'port' };
	const sandboxPlace = { asked: options.sandboxPort, usual: SANDBOX_PORT, flag: 'sandbox-port' };
	// A requested port that is in use is reported at once, not after minutes of installing.
	await choosePort(editorPlace);
	await choosePort(sandboxPlace);
	const folder = createRunFolder();
	const packageTarball = await runStep(
		'Packing this package, as it would be published',
		async () => await packPackage(folder),
	);
	const install = await installN8n();
	const sandbox = await runStep(
		'Starting the sandbox',
		async () =>
			await startOnPort(
				sandboxPlace,
				async (port) => await startSandbox({ port, logFile: getLogPath(folder, 'sandbox') }),
			),
		({ url }) => url,
	);
	try {
		const n8n = await runStep(
			'Starting n8n',
			async () =>
				await startOnPort(
					editorPlace,
					async (port) =>
						await startN8n({
							install,
							userFolder: path.join(folder, 'user'),
							logFile: getLogPath(folder, 'n8n'),
							port,
							packageTarball,
							fresh: options.fresh,
						}),
				),
			({ url }) => url,
		);
		await n8n.client.becomeOwner();
		return {
			n8n,
			sandbox,
			folder,
			async close(keepFolder) {
				await n8n.stop();
				await sandbox.stop();
				if (!keepFolder) rmSync(folder, { recursive: true, force: true });
			},
		};
	} catch (error) {
		await sandbox.stop();
		throw error;
	}
}
