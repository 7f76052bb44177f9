// A web server that reads bodies as n8n's own body parser does (dist/middlewares/body-parser.js), and
// gives its handler Express' response.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { gunzipSync, inflateSync } from 'node:zlib';

export interface ServedRequest {
	method: string;
	path: string;
	/** Path and query, as they were sent. */
	url: string;
	headers: Record<string, string | string[] | undefined>;
	query: Record<string, string>;
	body: unknown;
	rawBody?: Buffer;
}

/** Node's own response with the methods of Express' that nodes call. */
export interface ServedResponse {
	readonly headersSent: boolean;
	readonly writableEnded: boolean;
	destroy(): void;
	end(): void;
	status(code: number): ServedResponse;
	set(headers: Record<string, string>): ServedResponse;
	type(name: string): ServedResponse;
	json(body: unknown): ServedResponse;
	send(text: string): ServedResponse;
}

export interface WebhookServer {
	url: string;
	close(): Promise<void>;
}

type Handler = (request: ServedRequest, response: ServedResponse) => Promise<void>;

const PARSERS: Record<string, (text: string) => unknown> = {
	'application/json': (text) => JSON.parse(text) as unknown,
	'application/x-www-form-urlencoded': (text) => ({ ...parse(text) }),
	'text/plain': (text) => text,
};

async function parseMultipart(bytes: Buffer, type: string) {
	const body = new Uint8Array(bytes);
	const form = await new Response(body, { headers: { 'content-type': type } }).formData();
	return { data: Object.fromEntries(form), files: {} };
}

const UNPACK: Record<string, (bytes: Buffer) => Buffer> = {
	gzip: gunzipSync,
	deflate: inflateSync,
};

/** `N8N_PAYLOAD_SIZE_MAX`, 16 MB unless set. */
const MAX_BODY = 16 * 1024 * 1024;

const STATUS_OF: Record<string, number> = { SyntaxError: 422, RangeError: 413 };

function withExpressMethods(response: http.ServerResponse): ServedResponse {
	const served: ServedResponse = Object.assign(response, {
		status: (code: number) => {
			response.statusCode = code;
			return served;
		},
		set: (headers: Record<string, string>) => {
			response.setHeaders(new Map(Object.entries(headers)));
			return served;
		},
		type: (name: string) => served.set({ 'content-type': `text/${name}; charset=utf-8` }),
		json: (body: unknown) => {
			if (!response.destroyed) response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
			return served;
		},
		send: (text: string) => {
			response.end(text);
			return served;
		},
	});
	return served;
}

async function serve(
	request: http.IncomingMessage,
	sent: Buffer,
	served: ServedResponse,
	handle: Handler,
): Promise<void> {
	const url = new URL(request.url ?? '', 'http://n8n');
	const unpack = UNPACK[request.headers['content-encoding'] ?? ''] ?? ((bytes: Buffer) => bytes);
	const type = (request.headers['content-type'] ?? '').split(';')[0].trim();
	try {
		const rawBody = unpack(sent);
		if (rawBody.length > MAX_BODY) throw new RangeError('request entity too large');
		const isMultipart = type === 'multipart/form-data';
		const parser = rawBody.length > 0 ? PARSERS[type] : undefined;
		await handle(
			{
				method: request.method ?? '',
				path: url.pathname,
				url: request.url ?? '',
				headers: request.headers,
				query: Object.fromEntries(url.searchParams),
				body: isMultipart
					? await parseMultipart(rawBody, request.headers['content-type'] ?? '')
					: (parser?.(rawBody.toString()) ?? {}),
				...(rawBody.length > 0 && !isMultipart ? { rawBody } : {}),
			},
			served,
		);
	} catch (error) {
		const { name, message } = error as Error;
		served.status(STATUS_OF[name] ?? 500).json({ message });
	}
}

export async function startWebhookServer(handle: Handler): Promise<WebhookServer> {
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			void serve(request, Buffer.concat(chunks), withExpressMethods(response), handle);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () =>
			await new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
