// n8n's HTTP client, its SSRF guard and its log, as a test turns them.
import { Container, loadFromCore, Logger, type Class } from './n8nLogger';

interface Client {
	request(request: object): Promise<unknown>;
}

interface OutboundHttp {
	requests(options: unknown): Client;
}

const { OutboundHttp } = loadFromCore('@n8n/backend-network') as {
	OutboundHttp: Class<OutboundHttp>;
};
const { SsrfProtectionConfig } = loadFromCore('@n8n/config') as {
	SsrfProtectionConfig: Class<{ enabled: boolean }>;
};

/** Runs with N8N_SSRF_PROTECTION_ENABLED. */
export async function withSsrfGuard<T>(work: () => Promise<T>): Promise<T> {
	const settings = Container.get(SsrfProtectionConfig);
	settings.enabled = true;
	try {
		return await work();
	} finally {
		settings.enabled = false;
	}
}

/** Runs with another time-out of every request than the node asks for. */
export async function withTimeout<T>(ms: number, work: () => Promise<T>): Promise<T> {
	const prototype = OutboundHttp.prototype as OutboundHttp;
	const original = prototype.requests;
	prototype.requests = function (options) {
		const client = original.call(this, options);
		return {
			...client,
			request: async (request) => await client.request({ ...request, timeout: ms }),
		};
	};
	try {
		return await work();
	} finally {
		prototype.requests = original;
	}
}

export interface CapturedLogs {
	lines: unknown[][];
	restore(): void;
}

/** Every line that n8n is asked to log, at whatever level, with all that belongs to it. */
export function captureLogs(): CapturedLogs {
	const prototype = Logger.prototype as Logger;
	const original = prototype.log;
	const lines: unknown[][] = [];
	prototype.log = (...line) => {
		lines.push(line);
	};
	return {
		lines,
		restore: () => {
			prototype.log = original;
		},
	};
}
