import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';

/** Settings of the npx that started us, which would change what a nested npm does. */
const FOREIGN =
	/^npm_(lifecycle|package|config_(package|yes|call|local_prefix|global|ignore_scripts)$)/i;

const running = new Set<ChildProcess>();

/** An orphaned npm would keep writing into a folder that nobody waits for. */
process.on('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

export class CommandError extends Error {
	readonly output: string;
	readonly logFile: string;

	constructor(command: string, output: string, logFile: string) {
		super(`"${command}" failed`);
		this.name = 'CommandError';
		this.output = output;
		this.logFile = logFile;
	}
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/** Without colours, spinners and npm's own noise: this is what a person gets to see. */
export const getLastLines = (text: string, count: number): string =>
	text
		.replace(COLOURS, '')
		.split('\n')
		.filter((line) => line.trim() !== '' && !/npm warn Unknown/.test(line))
		.slice(-count)
		.join('\n');

export function readText(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

/** Runs a command to its end with its output in a file; returns what it wrote to stdout. */
export async function run(
	file: string,
	args: string[],
	options: { cwd: string; logFile: string; label?: string; env?: Record<string, string> },
): Promise<string> {
	mkdirSync(path.dirname(options.logFile), { recursive: true });
	const label = options.label ?? [path.basename(file), ...args].join(' ');
	const log = createWriteStream(options.logFile, { flags: 'a' });
	log.write(`\n$ ${label}\n`);
	const child = spawn(file, args, {
		cwd: options.cwd,
		env: cleanEnvironment(options.env),
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32' && !path.isAbsolute(file),
	});
	running.add(child);
	let stdout = '';
	let output = '';
	child.stdout.on('data', (data: Buffer) => {
		stdout += String(data);
		output += String(data);
		log.write(data);
	});
	child.stderr.on('data', (data: Buffer) => {
		output += String(data);
		log.write(data);
	});
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		}).catch((error: Error) => {
			output += error.message;
			return null;
		});
		if (code !== 0) throw new CommandError(label, output, options.logFile);
		return stdout;
	} finally {
		running.delete(child);
		log.end();
		await finished(log).catch(() => undefined);
	}
}

/** The npm that started us, under the Node that runs us; else the one on the PATH. */
export async function runNpm(
	args: string[],
	options: { cwd: string; logFile: string; env?: Record<string, string> },
): Promise<string> {
	const cli = process.env.npm_execpath;
	const label = `npm ${args.join(' ')}`;
	return cli && /npm-cli\.[cm]?js$/.test(cli)
		? await run(process.execPath, [cli, ...args], { ...options, label })
		: await run('npm', args, { ...options, label });
}
