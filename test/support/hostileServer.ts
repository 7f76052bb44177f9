// A malicious or hijacked provider's server: the test defines its responses.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostileRequest {
	method: string;
	/** Path and query as they came. */
	url: string;
	headers: Record<string, string | string[] | undefined>;
	/** Names and values in turn, as they came. */
	rawHeaders: string[];
	text: string;
}

export interface HostileResponse {
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Never responds. */
	hang?: boolean;
	/** Breaks the connection instead of responding. */
	reset?: boolean;
}

export interface HostileServer {
	url: string;
	requests: HostileRequest[];
	close(): Promise<void>;
}

export async function startHostileServer(
	respond: (call: HostileRequest) => HostileResponse,
): Promise<HostileServer> {
	const requests: HostileRequest[] = [];
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const call: HostileRequest = {
				method: request.method ?? '',
				url: request.url ?? '',
				headers: request.headers,
				rawHeaders: request.rawHeaders,
				text: Buffer.concat(chunks).toString('utf8'),
			};
			requests.push(call);
			const { status = 200, headers = {}, body = '', hang, reset } = respond(call);
			if (hang) return;
			if (reset) {
				request.socket.destroy();
				return;
			}
			response.writeHead(status, headers);
			response.end(body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		close: async () =>
			await new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
