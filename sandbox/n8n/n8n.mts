import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axios from 'axios';
import { N8nClient } from './client.mts';
import { cleanEnvironment, getLastLines, readText } from './commands.mts';
import type { Install } from './install.mts';
import { PACKAGE_NAME, unpack } from './package.mts';
import { findFreePorts } from './ports.mts';
import { getTemplateFolder } from './template.mts';
import { until } from './wait.mts';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 15_000;

export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface StartOptions {
	install: Install;
	/** Holds `.n8n` with database, settings and our package. Made when it is not there. */
	userFolder: string;
	logFile: string;
	/** Default: a free one. */
	port?: number;
	/** What `npm pack` made; or a folder that is used as the unpacked package. */
	packageTarball?: string;
	packageFolder?: string;
	/** Start from an empty database instead of the migrated copy in the cache. */
	fresh?: boolean;
	/** Default: everything in one process. The others are parts of n8n's queue mode. */
	command?: N8nCommand;
	/** Given to that command, as on its command line. */
	args?: string[];
	env?: Record<string, string>;
}

const quiet: Record<string, string> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	// They call n8n's own servers, or hide the editor behind an assistant.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
	N8N_SECURE_COOKIE: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
	NO_COLOR: '1',
};

/** Settings of this person's own n8n, and of the test runner that may have started us. */
const NOT_OURS = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|GENERIC_|WEBHOOK_URL$|NODE_ENV$|JEST_)/;

function buildEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(cleanEnvironment()).filter(([name]) => !NOT_OURS.test(name));
	// A company's proxy must not be asked for the sandbox.
	const direct = [process.env.NO_PROXY ?? process.env.no_proxy, '127.0.0.1', 'localhost'];
	const noProxy = direct.filter(Boolean).join(',');
	return { ...Object.fromEntries(kept), NO_PROXY: noProxy, no_proxy: noProxy };
}

/** A worker has no web server but for the one that says how it is. */
const getWorkerServer = (port: number): Record<string, string> => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
});

/** Where n8n looks for community packages: the very folder its own installer uses. */
async function placePackage(options: StartOptions): Promise<void> {
	const target = path.join(options.userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	const { packageTarball, packageFolder } = options;
	if (packageTarball) await unpack(packageTarball, target);
	else if (packageFolder) {
		rmSync(target, { recursive: true, force: true });
		cpSync(packageFolder, target, { recursive: true });
	}
}

function prepareUserFolder({ userFolder, fresh, install }: StartOptions): void {
	const home = path.join(userFolder, '.n8n');
	mkdirSync(home, { recursive: true });
	const template = getTemplateFolder(install);
	if (fresh || existsSync(path.join(home, 'database.sqlite')) || !existsSync(template)) return;
	for (const name of readdirSync(template))
		cpSync(path.join(template, name), path.join(home, name));
}

/** A running n8n, under the Node that runs this file (24 or newer). */
export class N8n {
	readonly url: string;
	readonly client: N8nClient;
	readonly port: number;
	readonly userFolder: string;
	readonly logFile: string;
	private readonly child: ChildProcess;
	private readonly command: N8nCommand;

	constructor(child: ChildProcess, port: number, options: StartOptions) {
		this.child = child;
		this.port = port;
		this.userFolder = options.userFolder;
		this.logFile = options.logFile;
		this.command = options.command ?? 'start';
		this.url = `http://127.0.0.1:${port}`;
		this.client = new N8nClient(this.url);
		process.on('exit', this.killAll);
	}

	get pid(): number | undefined {
		return this.child.pid;
	}

	get running(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	log(): string {
		return readText(this.logFile);
	}

	/** Resolves when n8n has ended, however that came. */
	async ended(): Promise<void> {
		if (!this.running) return;
		await new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
	}

	/** n8n and its task runner are a process group of their own. */
	private readonly killAll = () => {
		this.signal('SIGKILL');
	};

	private signal(name: NodeJS.Signals): void {
		const { pid } = this.child;
		if (pid === undefined) return;
		try {
			if (process.platform === 'win32') this.child.kill(name);
			else process.kill(-pid, name);
		} catch {
			// Ended already.
		}
	}

	/** Ends n8n as an administrator would; by force when that takes longer than 15 s. */
	async stop(): Promise<void> {
		if (this.running) {
			// Only n8n itself: it ends its task runner.
			this.child.kill('SIGTERM');
			const timer = setTimeout(() => this.signal('SIGKILL'), STOP_TIMEOUT_MS);
			await this.ended();
			clearTimeout(timer);
		}
		this.signal('SIGKILL');
		process.off('exit', this.killAll);
	}

	/** A power cut: nothing is written, nobody says goodbye. */
	async kill9(): Promise<void> {
		this.signal('SIGKILL');
		await this.ended();
		process.off('exit', this.killAll);
	}

	/** Every migration is through; in the main process, the editor shows and the API responds as well. */
	async ready(timeoutMs = START_TIMEOUT_MS): Promise<void> {
		const http = axios.create({ baseURL: this.url, proxy: false, timeout: 5000 });
		class EndedError extends Error {}
		await until(
			'n8n to start',
			timeoutMs,
			async () => {
				if (!this.running) {
					throw new EndedError(
						`n8n ended with code ${this.child.exitCode ?? this.child.signalCode} while starting. Last lines of ${this.logFile}:\n${getLastLines(this.log(), 20)}`,
					);
				}
				await http.get('/healthz/readiness');
				if (this.command !== 'start') return true;
				const { data } = await http.get<{ data?: object }>('/rest/settings');
				const { data: editor } = await http.get<string>('/', { responseType: 'text' });
				return typeof data.data === 'object' && editor.includes('id="app"');
			},
			{ everyMs: 150, stop: (error) => error instanceof EndedError },
		);
	}
}

/** Starts n8n with our package in it, loaded the way a user's n8n loads it, and waits until it is up. */
export async function startN8n(options: StartOptions): Promise<N8n> {
	prepareUserFolder(options);
	await placePackage(options);
	mkdirSync(path.dirname(options.logFile), { recursive: true });
	const [free, broker] = await findFreePorts(2);
	const port = options.port ?? free ?? 0;
	const log = openSync(options.logFile, 'a');
	const watcher = pathToFileURL(path.join(import.meta.dirname, 'endWithParent.mjs')).href;
	const { command = 'start', args = [] } = options;
	const n8nArgs = [options.install.bin, command, ...args];
	const child = spawn(process.execPath, ['--import', watcher, ...n8nArgs], {
		cwd: options.userFolder,
		stdio: ['ignore', log, log, 'ipc'],
		detached: process.platform !== 'win32',
		env: {
			...buildEnvironment(),
			...quiet,
			N8N_USER_FOLDER: options.userFolder,
			N8N_HOST: '127.0.0.1',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: String(port),
			...(command === 'worker' ? getWorkerServer(port) : {}),
			N8N_RUNNERS_BROKER_PORT: String(broker),
			...options.env,
		},
	});
	closeSync(log);
	const failed = new Promise<never>((_, reject) => child.once('error', reject));
	// It may fail after everybody stopped listening.
	failed.catch(() => undefined);
	const n8n = new N8n(child, port, options);
	try {
		await Promise.race([n8n.ready(), failed]);
		return n8n;
	} catch (error) {
		await n8n.kill9();
		throw error;
	}
}
