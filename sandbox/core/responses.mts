import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.mts';
import type { ProviderResponse } from './types.mts';

const PAGE = (status: number) =>
	`<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>nginx</p></body></html>`;

const send = async (reply: FastifyReply, answer: ProviderResponse): Promise<ProviderResponse> => {
	reply.code(answer.status);
	if (answer.headers) reply.headers(answer.headers);
	if (Buffer.isBuffer(answer.body) || typeof answer.body === 'string') {
		if (answer.contentType) reply.header('content-type', answer.contentType);
		await reply.send(answer.body);
	} else {
		reply.header('content-type', answer.contentType ?? 'application/json');
		// Serialised here: Fastify would send nothing at all for null.
		await reply.send(JSON.stringify(answer.body));
	}
	return answer;
};

const toBytes = (answer: ProviderResponse): Buffer =>
	Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body ?? null));

type FaultHandler = (
	reply: FastifyReply,
	answer: ProviderResponse,
	fault: Fault,
) => Promise<ProviderResponse | undefined>;

/** What each fault does to the answer; undefined: the client got none. */
const FAULT_HANDLERS: Record<Fault['kind'], FaultHandler> = {
	status: (reply, answer, fault) =>
		send(reply, {
			status: fault.status ?? 500,
			body: fault.body === undefined ? { error: 'Internal server error' } : fault.body,
			headers: fault.headers,
			contentType: fault.contentType ?? answer.contentType,
		}),
	html: (reply, _answer, fault) => {
		const status = fault.status ?? 502;
		const body = typeof fault.body === 'string' ? fault.body : PAGE(status);
		return send(reply, { status, body, headers: fault.headers, contentType: 'text/html' });
	},
	halfJson: (reply, answer, fault) => {
		const text = toBytes(answer).toString('utf8');
		return send(reply, {
			status: fault.status ?? answer.status,
			body: text.slice(0, Math.max(1, Math.floor(text.length / 2))),
			contentType: 'application/json',
		});
	},
	cutOff: async (reply, answer) => {
		const bytes = toBytes(answer);
		reply.hijack();
		reply.raw.writeHead(answer.status, {
			'content-type': answer.contentType ?? 'application/json',
			'content-length': bytes.length + 100,
		});
		await new Promise<void>((resolve) => {
			reply.raw.write(bytes, () => resolve());
		});
		// Bytes still in the kernel must leave before the connection does.
		await sleep(20);
		reply.raw.socket?.destroy();
		return answer;
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
	redirect: (reply, _answer, fault) =>
		send(reply, {
			status: fault.status ?? 302,
			body: '',
			headers: { ...fault.headers, location: fault.location ?? '/' },
			contentType: 'text/html',
		}),
	empty: (reply, _answer, fault) =>
		send(reply, { status: fault.status ?? 200, body: '', contentType: 'application/json' }),
	null: (reply, _answer, fault) => send(reply, { status: fault.status ?? 200, body: null }),
	slow: async (reply, answer, fault) => {
		await sleep(fault.ms ?? 1000);
		return await send(reply, answer);
	},
	hold: send,
};

export const sendResponse = (
	reply: FastifyReply,
	answer: ProviderResponse,
	fault: Fault | undefined,
): Promise<ProviderResponse | undefined> =>
	fault ? FAULT_HANDLERS[fault.kind](reply, answer, fault) : send(reply, answer);
