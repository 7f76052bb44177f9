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

/** Runs with further options of every request. */
async function withRequestOptions<T>(options: object, work: () => Promise<T>): Promise<T> {
	const prototype = OutboundHttp.prototype as OutboundHttp;
	const original = prototype.requests;
	prototype.requests = function (clientOptions) {
		const client = original.call(this, clientOptions);
		return {
			...client,
			request: async (request) => await client.request({ ...request, ...options }),
		};
	};
	try {
		return await work();
	} finally {
		prototype.requests = original;
	}
}

/** Runs with another idle time-out of every request than the node asks for. */
export const withTimeout = async <T>(ms: number, work: () => Promise<T>): Promise<T> =>
	await withRequestOptions({ timeout: ms }, work);

/** Runs without checking whether a server’s certificate can be trusted. */
export const withAnyCertificate = async <T>(work: () => Promise<T>): Promise<T> =>
	await withRequestOptions({ skipSslCertificateValidation: true }, work);

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
