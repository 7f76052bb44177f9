import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ready } from './editor.mts';

export interface Demo {
	/** Exit code, or the signal that ended it. */
	code: number | string | undefined;
	output: string;
	ended: Promise<Demo>;
	/** Presses Ctrl-C and waits for the end. */
	stop(): Promise<void>;
}

const ROOT = path.resolve(__dirname, '../..');

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/** `npm run demo -- ...args` as a person types it, with what it prints. */
export function startDemo(...args: string[]): Demo {
	const child = spawn('npm', ['run', 'demo', '--', ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: npm, npx and the demo get Ctrl-C together, as they do in a terminal.
		detached: process.platform !== 'win32',
		shell: process.platform === 'win32',
	});
	const signal = (name: NodeJS.Signals) => {
		if (demo.code !== undefined) return;
		if (process.platform === 'win32') child.kill(name);
		else if (child.pid !== undefined) process.kill(-child.pid, name);
	};
	const demo: Demo = {
		code: undefined,
		output: '',
		ended: new Promise((resolve) => {
			child.once('close', (code, by) => {
				demo.code = code ?? by ?? undefined;
				resolve(demo);
			});
		}),
		stop: async () => {
			signal('SIGINT');
			const timer = setTimeout(() => signal('SIGKILL'), 30_000);
			await demo.ended;
			clearTimeout(timer);
		},
	};
	const add = (data: Buffer) => (demo.output += String(data).replace(COLOURS, ''));
	child.stdout.on('data', add);
	child.stderr.on('data', add);
	return demo;
}

/** Runs the demo to its end: exit code and everything it printed. */
export const runDemo = async (...args: string[]): Promise<Demo> => await startDemo(...args).ended;

/** Starts a demo that stays up; returns its URLs and login once everything is there. */
export async function openDemo(...args: string[]): Promise<Demo & { ready: Ready }> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-ready-'));
	const readyFile = path.join(folder, 'ready.json');
	const demo = startDemo('--ready-file', readyFile, ...args);
	for (;;) {
		if (demo.code !== undefined) {
			throw new Error(`The demo ended with ${demo.code} before it was up:\n${demo.output}`);
		}
		const text = fs.existsSync(readyFile) ? fs.readFileSync(readyFile, 'utf8') : '';
		if (text.endsWith('}')) {
			fs.rmSync(folder, { recursive: true, force: true });
			return Object.assign(demo, { ready: JSON.parse(text) as Ready });
		}
		await sleep(200);
	}
}

/** A port that is in use until `close` is called. */
export async function occupyPort(): Promise<{ port: number; close: () => Promise<void> }> {
	const server = net.createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
