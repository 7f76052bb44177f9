import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.mts';
import type { ProviderResponse } from './types.mts';

const renderPage = (status: number) =>
	`<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>nginx</p></body></html>`;

const send = async (reply: FastifyReply, response: ProviderResponse): Promise<ProviderResponse> => {
	reply.code(response.status);
	if (response.headers) reply.headers(response.headers);
	if (Buffer.isBuffer(response.body) || typeof response.body === 'string') {
		if (response.contentType) reply.header('content-type', response.contentType);
		await reply.send(response.body);
	} else {
		reply.header('content-type', response.contentType ?? 'application/json');
		// Serialised here: Fastify would send nothing at all for null.
		await reply.send(JSON.stringify(response.body));
	}
	return response;
};

const toBytes = (response: ProviderResponse): Buffer =>
	Buffer.isBuffer(response.body)
		? response.body
		: Buffer.from(JSON.stringify(response.body ?? null));

type FaultHandler = (
	reply: FastifyReply,
	response: ProviderResponse,
	fault: Fault,
) => Promise<ProviderResponse | undefined>;

/** What each fault does to the response; undefined: the client got none. */
const FAULT_HANDLERS: Record<Fault['kind'], FaultHandler> = {
	status: (reply, response, fault) =>
		send(reply, {
			status: fault.status ?? 500,
			body: fault.body === undefined ? { error: 'Internal server error' } : fault.body,
			headers: fault.headers,
			contentType: fault.contentType ?? response.contentType,
		}),
	html: (reply, _response, fault) => {
		const status = fault.status ?? 502;
		const body = typeof fault.body === 'string' ? fault.body : renderPage(status);
		return send(reply, { status, body, headers: fault.headers, contentType: 'text/html' });
	},
	halfJson: (reply, response, fault) => {
		const text = toBytes(response).toString('utf8');
		return send(reply, {
			status: fault.status ?? response.status,
			body: text.slice(0, Math.max(1, Math.floor(text.length / 2))),
			contentType: 'application/json',
		});
	},
	cutOff: async (reply, response) => {
		const bytes = toBytes(response);
		reply.hijack();
		reply.raw.writeHead(response.status, {
			'content-type': response.contentType ?? 'application/json',
			'content-length': bytes.length + 100,
		});
		await new Promise<void>((resolve) => {
			reply.raw.write(bytes, () => resolve());
		});
		// Bytes still in the kernel must leave before the connection does.
		await sleep(20);
		reply.raw.socket?.destroy();
		return response;
	},
	resetBefore: async (reply) => {
		reply.hijack();
		reply.raw.socket?.destroy();
		return undefined;
	},
	resetAfter: async (reply) => {
		reply.hijack();
		reply.raw.socket?.destroy();
		return undefined;
	},
	hang: async (reply) => {
		reply.hijack();
		const socket = reply.raw.socket;
		if (socket && !socket.destroyed) await once(socket, 'close');
		return undefined;
	},
	redirect: (reply, _response, fault) =>
		send(reply, {
			status: fault.status ?? 302,
			body: '',
			headers: { ...fault.headers, location: fault.location ?? '/' },
			contentType: 'text/html',
		}),
	empty: (reply, _response, fault) =>
		send(reply, { status: fault.status ?? 200, body: '', contentType: 'application/json' }),
	null: (reply, _response, fault) => send(reply, { status: fault.status ?? 200, body: null }),
	slow: async (reply, response, fault) => {
		await sleep(fault.ms ?? 1000);
		return await send(reply, response);
	},
	hold: send,
};

export const sendResponse = (
	reply: FastifyReply,
	response: ProviderResponse,
	fault: Fault | undefined,
): Promise<ProviderResponse | undefined> =>
	fault ? FAULT_HANDLERS[fault.kind](reply, response, fault) : send(reply, response);
