import { setTimeout as sleep } from 'node:timers/promises';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendResponse } from './core/responses.mts';
import type { Account } from './core/account.mts';
import { isProcessed } from './core/faults.mts';
import { logRequest, type Log } from './core/log.mts';
import type { Registry } from './core/registry.mts';
import type { ProviderResponse, ProviderRequest, UploadedFile } from './core/types.mts';

const MAX_UPLOAD = 110 * 1024 * 1024;

interface Params {
	account: string;
	'*': string;
}
type Request = FastifyRequest<{ Params: Params }>;

const toStrings = (source: object): Record<string, string> =>
	Object.fromEntries(
		Object.entries(source as Record<string, unknown>).map(([key, value]) => [
			key,
			Array.isArray(value) ? String(value.at(-1)) : String(value ?? ''),
		]),
	);

const getPath = (request: Request) => `/${request.params['*']}`;

/** With parameters of a file's type such as `codecs=opus`, which Fastify's own parser leaves out. */
async function readMultipart(body: Buffer, type: string) {
	const fields: Record<string, string> = {};
	const files: UploadedFile[] = [];
	const form = await new Response(body, { headers: { 'content-type': type } }).formData();
	for (const [field, value] of form) {
		if (typeof value === 'string') fields[field] = value;
		else {
			const data = Buffer.from(await value.arrayBuffer());
			files.push({ field, fileName: value.name, mimeType: value.type, data });
		}
	}
	return { fields, files };
}

async function read(request: Request): Promise<ProviderRequest> {
	const result: ProviderRequest = {
		method: request.method,
		path: getPath(request),
		query: toStrings(request.query as object),
		headers: toStrings(request.headers),
		body: undefined,
		encoding: 'none',
		raw: undefined,
		files: [],
	};
	const type = request.headers['content-type'] ?? '';
	if (type.startsWith('multipart/form-data') && Buffer.isBuffer(request.body)) {
		const { fields, files } = await readMultipart(request.body, type);
		return { ...result, body: fields, files, encoding: 'multipart' };
	}
	if (type.includes('application/x-www-form-urlencoded')) {
		return { ...result, body: toStrings((request.body ?? {}) as object), encoding: 'form' };
	}
	if (!Buffer.isBuffer(request.body)) return result;
	result.raw = request.body;
	result.encoding = 'other';
	if (!/[/+]json/.test(type)) return result;
	result.encoding = 'json';
	try {
		result.body = JSON.parse(request.body.toString('utf8'));
	} catch {
		// Stays undefined: how a provider rejects unreadable JSON differs.
	}
	return result;
}

async function serve(account: Account, request: Request, reply: FastifyReply): Promise<void> {
	account.stats.start();
	const log: Log = {
		request: undefined,
		response: undefined,
		fault: undefined,
		startedAt: performance.now(),
	};
	const matchable = { method: request.method, path: getPath(request), recipients: undefined };
	try {
		let incoming: ProviderRequest;
		try {
			incoming = await read(request);
		} catch (error) {
			log.response = { status: 400, body: { error: `Unreadable body: ${String(error)}` } };
			await sendResponse(reply, log.response, undefined);
			return;
		}
		log.request = incoming;
		const recipients = account.provider.getRecipients(incoming);
		const fault = account.faults.consume({ ...matchable, recipients }, false);
		log.fault = fault?.kind;
		if (fault?.kind === 'hold') await account.faults.waitForClear();
		if (account.settings.latencyMs > 0) await sleep(account.settings.latencyMs);
		let response: ProviderResponse = { status: 200, body: {} };
		if (!fault || isProcessed(fault)) response = await account.provider.handle(account, incoming);
		log.response = await sendResponse(reply, response, fault);
	} catch (error) {
		request.log.error(error);
		log.response = { status: 500, body: { error: `sandbox: ${String(error)}` } };
		if (!reply.raw.headersSent) await sendResponse(reply, log.response, undefined);
	} finally {
		account.stats.end();
		if (!account.closed) logRequest(account, request.method, getPath(request), log);
	}
}

/** The providers' side: everything below `/<account>/` is that account's provider's server. */
export function createGateway(registry: Registry) {
	return async (app: FastifyInstance): Promise<void> => {
		app.removeAllContentTypeParsers();
		await app.register(formbody, { bodyLimit: MAX_UPLOAD });
		app.addContentTypeParser(
			'*',
			{ parseAs: 'buffer', bodyLimit: MAX_UPLOAD },
			(_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) =>
				done(null, body),
		);
		app.addHook('onRequest', async (request, reply) => {
			const { account: id } = request.params as Params;
			const account = registry.get(id);
			if (!account) {
				await reply.code(404).send({ error: `The sandbox has no account "${id}"` });
				return reply;
			}
			const path = getPath(request as Request);
			const fault = account.faults.consume(
				{ method: request.method, path, recipients: undefined },
				true,
			);
			if (!fault) return undefined;
			account.stats.requests += 1;
			logRequest(account, request.method, path, {
				request: undefined,
				response: undefined,
				fault: fault.kind,
				startedAt: performance.now(),
			});
			reply.hijack();
			request.raw.socket.destroy();
			return reply;
		});
		app.all('/:account/*', async (request, reply) => {
			const account = registry.get((request.params as Params).account);
			if (account) await serve(account, request as Request, reply);
			return reply;
		});
	};
}
