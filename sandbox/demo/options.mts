import { parseArgs } from 'node:util';

export const HELP = `A real n8n sends WhatsApp messages through 360dialog, Bulk360, Socnet and Modica.
The sandbox stands in for their servers; nothing leaves this machine.

  npm run demo [-- options]

  --once                end when everything was seen: exit code 0, or 1 naming the failed step
  --port NUMBER         port of n8n's editor (default: 5678, or a free one when that is in use)
  --sandbox-port NUMBER port of the sandbox (default: 4010, or a free one when that is in use)
  --fresh               start from an empty database instead of the prepared one
  --ready-file FILE     write addresses and login as JSON into FILE once all is up (for programs)
  --help                this text

n8n is installed once into a cache (2.2 GB): WHATSAPP_BSP_CACHE, else XDG_CACHE_HOME, else ~/.cache.`;

export interface Options {
	once: boolean;
	port: number | undefined;
	sandboxPort: number | undefined;
	fresh: boolean;
	readyFile: string | undefined;
	help: boolean;
}

export class UsageError extends Error {}

function parsePort(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
		throw new UsageError(`--${name} needs a port between 1 and 65535, not "${text}"`);
	}
	return port;
}

export function readOptions(args: string[]): Options {
	try {
		const { values } = parseArgs({
			args,
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				fresh: { type: 'boolean', default: false },
				'ready-file': { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		return {
			once: values.once,
			port: parsePort('port', values.port),
			sandboxPort: parsePort('sandbox-port', values['sandbox-port']),
			fresh: values.fresh,
			readyFile: values['ready-file'],
			help: values.help,
		};
	} catch (error) {
		throw error instanceof UsageError ? error : new UsageError((error as Error).message);
	}
}
