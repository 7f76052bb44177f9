import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { getLastLines, readText } from '../commands.mts';
import { until } from '../wait.mts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export interface ServiceOptions {
	name: string;
	command: [string, ...string[]];
	/** Holds what the service keeps; survives a restart. */
	folder: string;
	port: number;
	/** Whether it responds; a thrown error means "not yet". */
	isReady: () => Promise<boolean>;
	/** The polite end, and the one that saves nothing. Default: SIGTERM and SIGKILL. */
	stopSignal?: NodeJS.Signals;
	killSignal?: NodeJS.Signals;
	env?: Record<string, string>;
}

let watchdog: ChildProcess | undefined;

function watch(message: { watch?: number; forget?: number }): void {
	watchdog ??= spawn(process.execPath, [path.join(import.meta.dirname, 'watchdog.mjs')], {
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		detached: true,
	});
	watchdog.send(message, () => undefined);
	// It must not keep us alive: that is what it is for.
	watchdog.unref();
	watchdog.channel?.unref();
}

/** A program of this machine that runs for us alone: its own port, its own folder, our child. */
export class Service {
	readonly name: string;
	readonly port: number;
	readonly folder: string;
	readonly logFile: string;
	private child?: ChildProcess;
	private readonly options: ServiceOptions;

	constructor(options: ServiceOptions) {
		this.options = options;
		this.name = options.name;
		this.port = options.port;
		this.folder = options.folder;
		this.logFile = path.join(path.dirname(options.folder), `${options.name}.log`);
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	get running(): boolean {
		return this.child !== undefined && this.child.exitCode === null && !this.child.signalCode;
	}

	log(): string {
		return readText(this.logFile);
	}

	/** Starts it with what it kept, and waits until it responds. */
	async start(): Promise<void> {
		if (this.running) return;
		const [file, ...args] = this.options.command;
		const log = openSync(this.logFile, 'a');
		const child = spawn(file, args, {
			cwd: this.folder,
			env: { ...process.env, LC_ALL: 'C', ...this.options.env },
			stdio: ['ignore', log, log],
			// A group of its own: Ctrl-C is ours to handle.
			detached: true,
		});
		closeSync(log);
		this.child = child;
		let trouble: Error | undefined;
		child.once('error', (error) => (trouble = error));
		if (child.pid) watch({ watch: child.pid });
		class EndedError extends Error {}
		await until(
			`${this.name} to start`,
			START_TIMEOUT_MS,
			async () => {
				if (trouble || !this.running) {
					throw new EndedError(
						`${this.name} ended while starting: ${trouble?.message ?? ''}\n${getLastLines(this.log(), 10)}`,
					);
				}
				return await this.options.isReady();
			},
			{ everyMs: 50, stop: (error) => error instanceof EndedError },
		);
	}

	/** Lets it finish what it is at and save what it has. */
	async stop(): Promise<void> {
		await this.end(this.options.stopSignal ?? 'SIGTERM', false);
	}

	/** Nothing is saved, nobody says goodbye. */
	async kill(): Promise<void> {
		await this.end(this.options.killSignal ?? 'SIGKILL', true);
	}

	/** @param downMs how long it is away */
	async restart(downMs = 0): Promise<void> {
		await this.stop();
		if (downMs > 0) await new Promise((resolve) => setTimeout(resolve, downMs));
		await this.start();
	}

	private async end(signal: NodeJS.Signals, wholeGroup: boolean): Promise<void> {
		const { child } = this;
		if (!child?.pid || !this.running) return;
		const { pid } = child;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		process.kill(wholeGroup ? -pid : pid, signal);
		const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), STOP_TIMEOUT_MS);
		await ended;
		clearTimeout(timer);
		watch({ forget: pid });
	}
}
