import { parseArgs } from 'node:util';
import { startSandbox } from './server.mts';

const HELP = `Local stand-in for the servers of 360dialog, Bulk360, Socnet and Modica.

  node sandbox/main.mts [--port 4010] [--host 127.0.0.1] [--exit-with-parent]

--port 0 uses a free port. --exit-with-parent ends when the parent closes our stdin.`;

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4010' },
		host: { type: 'string', default: '127.0.0.1' },
		'exit-with-parent': { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

if (values.help) {
	console.log(HELP);
} else {
	try {
		const { app, url } = await startSandbox({ port: Number(values.port), host: values.host });
		const stop = () => void app.close().then(() => process.exit(0));
		process.once('SIGTERM', stop);
		process.once('SIGINT', stop);
		if (values['exit-with-parent']) {
			process.stdin.resume();
			process.stdin.once('end', stop);
			process.stdin.once('close', stop);
		}
		console.log(`Provider sandbox listens on ${url} (control API: ${url}/control)`);
		console.log(JSON.stringify({ sandbox: 'ready', url }));
	} catch (error) {
		console.error(
			`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`,
		);
		process.exitCode = 1;
	}
}
