const { spawn } = require('node:child_process');
const path = require('node:path');

/** On Node below 24, npx downloads Node 24 first. */
const START_TIMEOUT_MS = 10 * 60_000;
const root = path.resolve(__dirname, '../..');

function command() {
	const args = ['sandbox/main.mts', '--port', '0', '--exit-with-parent'];
	const isNew = Number(process.versions.node.split('.')[0]) >= 24;
	return isNew
		? [process.execPath, args]
		: ['npx', ['--yes', '--package=node@24', '--', 'node', ...args]];
}

/** Starts the sandbox once for all test files and leaves its URL in SANDBOX_URL. */
module.exports = async function startSandbox() {
	if (process.env.SANDBOX_URL) return;
	const [file, args] = command();
	// stdin stays open: the sandbox ends when this process does, however that happens.
	const child = spawn(file, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
	globalThis.__SANDBOX__ = child;
	let output = '';
	process.env.SANDBOX_URL = await new Promise((resolve, reject) => {
		const fail = (reason) => {
			child.stdin.end();
			reject(new Error(`The sandbox did not start: ${reason}\n${output}`));
		};
		const timer = setTimeout(() => fail(`no response in ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
		child.once('error', (error) => fail(error.message));
		child.once('exit', (code) => fail(`exit code ${code}`));
		child.stderr.on('data', (data) => (output += data));
		child.stdout.on('data', (data) => {
			output += data;
			const line = /^\{"sandbox":"ready".*\}$/m.exec(output);
			if (!line) return;
			clearTimeout(timer);
			child.removeAllListeners('exit');
			resolve(JSON.parse(line[0]).url);
		});
	});
};
