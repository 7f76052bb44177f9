import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface ReceivedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | undefined>;
	text: string;
	/** Parsed JSON or form; the text itself when it is neither. */
	body: unknown;
}

/** A small web server in place of a user's webhook. */
export interface Receiver {
	url: string;
	requests: ReceivedRequest[];
	/** Status codes of the next responses; 200 when there are no more. */
	respondWith(...statuses: number[]): void;
	/** Responds to nobody until `release`. */
	hold(): void;
	release(): void;
	close(): Promise<void>;
}

export function sandboxUrl(): string {
	const url = process.env.SANDBOX_URL;
	if (!url) throw new Error('SANDBOX_URL is not set: Jest runs test/support/sandboxGlobalSetup.js');
	return url;
}

export const sleep = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms));

/** Retries the expectation until it passes, or fails with the last error. */
export async function eventually(check: () => Promise<void>, timeoutMs = 30_000): Promise<void> {
	const end = Date.now() + timeoutMs;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > end) throw error;
			await sleep(50);
		}
	}
}

/** Milliseconds of CPU time that the work used, however busy the machine is. */
export function measureCpuMs(work: () => void): number {
	const start = process.cpuUsage();
	work();
	return process.cpuUsage(start).user / 1000;
}

/** Resolves after every promise that can settle has settled. */
export const nextTick = async (): Promise<void> =>
	await new Promise((resolve) => setImmediate(resolve));

export const hmacSha256 = (secret: string, text: string): string =>
	createHmac('sha256', secret).update(text).digest('hex');

export const gzip = (text: string): Buffer => gzipSync(text);

function parseBody(text: string, contentType = ''): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return contentType.includes('form') ? Object.fromEntries(new URLSearchParams(text)) : text;
	}
}

export async function startReceiver(): Promise<Receiver> {
	const requests: ReceivedRequest[] = [];
	const nextStatuses: number[] = [];
	let held = Promise.resolve();
	let release = () => {};
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '', 'http://receiver');
			const text = Buffer.concat(chunks).toString('utf8');
			requests.push({
				method: request.method ?? '',
				path: pathname,
				query: Object.fromEntries(searchParams),
				headers: request.headers as Record<string, string | undefined>,
				text,
				body: parseBody(text, request.headers['content-type']),
			});
			void held.then(() => {
				response.statusCode = nextStatuses.shift() ?? 200;
				response.end('ok');
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		respondWith: (...statuses) => nextStatuses.push(...statuses),
		hold: () => {
			held = new Promise((resolve) => (release = resolve));
		},
		release: () => release(),
		close: async () =>
			await new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
