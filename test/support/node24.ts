import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

function command(args: string[]): [string, string[]] {
	const isNew = Number(process.versions.node.split('.')[0]) >= 24;
	return isNew
		? [process.execPath, args]
		: ['npx', ['--yes', '--package=node@24', '--', 'node', ...args]];
}

/** Jest's own variables would make n8n another program than a user's. */
function environment(): NodeJS.ProcessEnv {
	const env = { ...process.env };
	for (const name of ['NODE_ENV', 'JEST_WORKER_ID', 'N8N_LOG_LEVEL']) delete env[name];
	return env;
}

/**
 * Starts a program under Node 24 that prints one line of JSON, `{"<name>":"ready", …}`, once it is up,
 * and ends when its standard input does.
 * @param args file and arguments, from the repository's folder
 * @returns that line's content, and `stop`
 */
export async function startProgram<T extends object>(
	name: string,
	args: string[],
): Promise<T & { stop(): Promise<void> }> {
	const [file, list] = command(args);
	const child = spawn(file, list, {
		cwd: root,
		env: environment(),
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	let output = '';
	const ready = await new Promise<T>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`${name} ended with ${code}\n${output}`)));
		child.stderr.on('data', (data) => (output += data));
		child.stdout.on('data', (data) => {
			output += data;
			const line = new RegExp(`^\\{"${name}":"ready".*\\}$`, 'm').exec(output);
			if (line) resolve(JSON.parse(line[0]) as T);
		});
	});
	return {
		...ready,
		stop: async () => {
			child.stdin.end();
			await ended;
		},
	};
}
