import { parseArgs } from 'node:util';
import axios, { isAxiosError } from 'axios';
import { commands, formatUsage } from './control/commands.mts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		url: { type: 'string', default: process.env.SANDBOX_URL ?? 'http://127.0.0.1:4010' },
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

const [name = '', ...args] = positionals;
const command = commands[name];

/** The sandbox's own error, or the URL that does not respond. */
function explain(error: unknown): string {
	if (!isAxiosError(error)) return error instanceof Error ? error.message : String(error);
	if (!error.response) return `No sandbox responds at ${values.url}: ${error.message}`;
	return JSON.stringify(error.response.data);
}

if (values.help || !command || args.length < command.minArguments) {
	const problem = name && !command ? `Unknown command "${name}".\n\n` : '';
	const one = command && !values.help ? `Usage: ${name} ${command.parameters}\n` : formatUsage();
	(values.help ? console.log : console.error)(problem + one);
	process.exitCode = values.help ? 0 : 2;
} else {
	const http = axios.create({ baseURL: `${values.url}/control`, proxy: false });
	try {
		const { data, lines } = await command.run(http, args);
		console.log(values.json || !lines ? JSON.stringify(data, null, 2) : lines.join('\n'));
	} catch (error) {
		console.error(explain(error));
		process.exitCode = 1;
	}
}
