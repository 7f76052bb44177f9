// What the lint for nodes forbids in TypeScript files: processes, timers, files.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const ROOT = path.resolve(__dirname, '../..');

const COLOURS = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** `npm run demo -- ...args` as a person types it, with what it prints. */
function startDemo(...args) {
	const child = spawn('npm', ['run', 'demo', '--', ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: npm, npx and the demo get Ctrl-C together, as they do in a terminal.
		detached: process.platform !== 'win32',
		shell: process.platform === 'win32',
	});
	const demo = { code: undefined, output: '' };
	const add = (data) => (demo.output += String(data).replace(COLOURS, ''));
	child.stdout.on('data', add);
	child.stderr.on('data', add);
	demo.ended = new Promise((resolve) => {
		child.once('close', (code, signal) => {
			demo.code = code ?? signal;
			resolve(demo);
		});
	});
	demo.signal = (name) => {
		if (demo.code !== undefined) return;
		if (process.platform === 'win32') child.kill(name);
		else process.kill(-child.pid, name);
	};
	/** Presses Ctrl-C and waits for the end. */
	demo.stop = async () => {
		demo.signal('SIGINT');
		const timer = setTimeout(() => demo.signal('SIGKILL'), 30_000);
		await demo.ended;
		clearTimeout(timer);
	};
	return demo;
}

/** Runs the demo to its end: exit code and everything it printed. */
exports.runDemo = async (...args) => await startDemo(...args).ended;

/** Starts a demo that stays up; answers its addresses and login once everything is there. */
exports.openDemo = async (...args) => {
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
			return Object.assign(demo, { ready: JSON.parse(text) });
		}
		await sleep(200);
	}
};

exports.startDemo = startDemo;

/** Asks until the answer is truthy; a thrown error means "not yet". */
exports.until = async (what, ms, question) => {
	const end = Date.now() + ms;
	for (;;) {
		const answer = await Promise.resolve()
			.then(question)
			.catch(() => undefined);
		if (answer) return answer;
		if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
		await sleep(100);
	}
};

/** A port that is taken until `close` is called. */
exports.takePort = async () => {
	const server = net.createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: server.address().port,
		close: async () => await new Promise((resolve) => server.close(resolve)),
	};
};
