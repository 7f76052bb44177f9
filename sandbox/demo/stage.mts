import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../n8n/cache.mts';
import { installN8n } from '../n8n/install.mts';
import { startN8n, type N8n } from '../n8n/n8n.mts';
import { packPackage } from '../n8n/package.mts';
import { freePorts, portIsFree } from '../n8n/ports.mts';
import { step } from '../n8n/progress.mts';
import { logPath, startSandbox, type Sandbox } from './sandbox.mts';

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 4010;
const DAY_MS = 86_400_000;

/** A real n8n with this package in it, the four providers beside it, and nothing else. */
export interface Stage {
	n8n: N8n;
	sandbox: Sandbox;
	/** Holds user folder and logs. */
	folder: string;
	/** Ends both; keeps the folder when something went wrong and its logs are wanted. */
	close(keepFolder: boolean): Promise<void>;
}

/** The asked-for port must be free; without one, the usual port or any other. */
async function choosePort(asked: number | undefined, usual: number, flag: string): Promise<number> {
	if (asked !== undefined) {
		if (await portIsFree(asked)) return asked;
		throw new Error(
			`Port ${asked} is taken by another program. Choose another one with --${flag}.`,
		);
	}
	if (await portIsFree(usual)) return usual;
	const [free = 0] = await freePorts(1);
	return free;
}

/** A folder for one run; those of runs that failed are kept for a day. */
function runFolder(): string {
	const parent = path.join(cacheFolder(), 'runs');
	mkdirSync(parent, { recursive: true });
	for (const name of readdirSync(parent)) {
		const old = path.join(parent, name);
		if (Date.now() - statSync(old).mtimeMs > DAY_MS) rmSync(old, { recursive: true, force: true });
	}
	return mkdtempSync(path.join(parent, 'run-'));
}

export async function openStage(options: {
	port?: number;
	sandboxPort?: number;
	fresh?: boolean;
}): Promise<Stage> {
	const choosePorts = async () => ({
		port: await choosePort(options.port, EDITOR_PORT, 'port'),
		sandboxPort: await choosePort(options.sandboxPort, SANDBOX_PORT, 'sandbox-port'),
	});
	// A port that was asked for and is taken is said at once.
	await choosePorts();
	const folder = runFolder();
	const packageTarball = await step(
		'Packing this package, as it would be published',
		async () => await packPackage(folder),
	);
	const install = await installN8n();
	// Installing takes minutes, in which a port that was free can be taken.
	const { port, sandboxPort } = await choosePorts();
	const sandbox = await step(
		'Starting the sandbox',
		async () => await startSandbox({ port: sandboxPort, logFile: logPath(folder, 'sandbox') }),
		({ url }) => url,
	);
	try {
		const n8n = await step(
			'Starting n8n',
			async () =>
				await startN8n({
					install,
					userFolder: path.join(folder, 'user'),
					logFile: logPath(folder, 'n8n'),
					port,
					packageTarball,
					fresh: options.fresh,
				}),
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
