import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { faultSchema } from '../core/faults.mts';
import type { Account } from '../core/account.mts';
import type { Registry } from '../core/registry.mts';
import { deepMerge } from '../core/settings.mts';
import { deliverAll } from '../core/delivery.mts';
import { receiveInbound } from '../core/inbound.mts';
import { applyStatus } from '../core/messages.mts';
import { createTemplate } from '../core/templates.mts';
import { NotFoundError } from './notFound.mts';
import { people } from './people.mts';
import { getParameter, getQuery, parseLast } from './query.mts';
import * as schemas from './schemas.mts';
import { serveEvents } from './stream.mts';
import { getConversations, getLatestConversations, toAccountView } from './views.mts';
import { watching } from './watching.mts';

type Handler = (account: Account, request: FastifyRequest, reply: FastifyReply) => unknown;
type Method = 'get' | 'post' | 'patch' | 'delete';
export type Routes = Array<[Method, string, Handler]>;

const done = { ok: true };
const TOPICS = ['account', 'chat', 'log'] as const;

const acting: Routes = [
	[
		'patch',
		'',
		(account, request) => {
			const patch = schemas.accountPatch.parse(request.body);
			if (patch.settings) account.settings = deepMerge(account.settings, patch.settings);
			if (patch.balance !== undefined) account.balance = patch.balance;
			if (patch.signatureSecret !== undefined) account.signatureSecret = patch.signatureSecret;
			// A new limit starts with a full bucket of its own size.
			const isLimit = (key: string) => /rate|pairLimit/i.test(key);
			if (Object.keys(patch.settings ?? {}).some(isLimit)) account.limits.reset();
			return toAccountView(account);
		},
	],
	[
		'post',
		'/faults',
		(account, request, reply) => {
			account.faults.add(faultSchema.parse(request.body));
			return reply.code(201).send(account.faults.all());
		},
	],
	[
		'delete',
		'/faults',
		(account) => {
			account.faults.clear();
			return done;
		},
	],
	[
		'post',
		'/outcomes',
		(account, request, reply) => {
			account.outcomes.push(schemas.outcome.parse(request.body));
			return reply.code(201).send(account.outcomes);
		},
	],
	[
		'delete',
		'/outcomes',
		(account) => {
			account.outcomes = [];
			return done;
		},
	],
	[
		'post',
		'/inbound',
		async (account, request) => {
			const { wait, ...input } = schemas.inbound.parse(request.body);
			const { inbound, deliveries } = receiveInbound(account, input);
			return { id: inbound.id, deliveries: wait ? await deliveries : [] };
		},
	],
	[
		'post',
		'/portal',
		(account, request) => {
			account.portal = { ...account.portal, ...schemas.portal.parse(request.body) };
			return account.portal;
		},
	],
	[
		'post',
		'/receipts',
		async (account, request) => {
			const { messageId, ...event } = schemas.receipt.parse(request.body);
			const message = account.messages.get(messageId);
			if (!message) throw new NotFoundError(`No message "${messageId}"`);
			return { deliveries: await applyStatus(account, message, event) };
		},
	],
	[
		'post',
		'/deliver',
		async (account, request) => {
			const input = schemas.delivery.parse(request.body);
			const requests = account.provider.buildRawRequests(account, {
				text: input.rawText ?? JSON.stringify(input.body),
				contentType: input.contentType ?? 'application/json',
				headers: input.headers,
				method: input.method,
			});
			return { deliveries: await deliverAll(account, requests) };
		},
	],
	[
		'post',
		'/hours-later',
		(account, request) => {
			account.advanceClock(schemas.hours.parse(request.body).hours);
			return { clock: account.getTimestamp() };
		},
	],
	[
		'post',
		'/block',
		(account, request) => {
			const { customer, blocked } = schemas.block.parse(request.body);
			account.contacts.get(customer).blocked = blocked;
			return done;
		},
	],
	[
		'post',
		'/phone-off',
		(account, request) => {
			const { customer, off } = schemas.phoneOff.parse(request.body);
			account.contacts.setPhoneOff(account.contacts.get(customer), off);
			return done;
		},
	],
	[
		'post',
		'/templates',
		(account, request, reply) => {
			const template = createTemplate(schemas.template.parse(request.body));
			account.templates = account.templates.filter(
				({ name, language }) => name !== template.name || language !== template.language,
			);
			account.templates.push(template);
			return reply.code(201).send(template);
		},
	],
	[
		'post',
		'/media',
		(account, request, reply) => {
			const { base64, mimeType, fileName } = schemas.media.parse(request.body);
			const data = Buffer.from(base64, 'base64');
			const media = account.media.add({ data, mimeType, fileName }, 'customer', account.now());
			return reply.code(201).send({ id: media.id, sha256: media.sha256, size: data.length });
		},
	],
	[
		'delete',
		'/requests',
		(account) => {
			account.requests.clear();
			return done;
		},
	],
	[
		'delete',
		'/deliveries',
		(account) => {
			account.deliveries.clear();
			return done;
		},
	],
	[
		'delete',
		'/stats',
		(account) => {
			account.stats.reset();
			return done;
		},
	],
];

const reading: Routes = [
	['get', '', toAccountView],
	['get', '/faults', (account) => account.faults.all()],
	['get', '/outcomes', (account) => account.outcomes],
	['get', '/requests', (account) => account.requests.all()],
	['get', '/deliveries', (account) => account.deliveries.all()],
	['get', '/stats', (account) => account.stats.toJSON()],
	['get', '/templates', (account) => account.templates],
	['get', '/webhook', (account) => account.provider.getRegisteredWebhooks(account)],
	[
		'get',
		'/conversations',
		(account, request) =>
			getQuery(request, 'last') === undefined
				? getConversations(account)
				: getLatestConversations(account, parseLast(request, 100), getQuery(request, 'and')),
	],
	[
		'get',
		'/conversations/:customer',
		(account, request) =>
			(
				account.contacts.find(getParameter(request, 'customer').replace(/^\+/, ''))?.entries ?? []
			).slice(-parseLast(request, Infinity)),
	],
	[
		'get',
		'/messages',
		(account, request) => {
			const to = getQuery(request, 'to')?.replace(/^[+ ]/, '');
			return account.messages.values().filter((message) => to === undefined || message.to === to);
		},
	],
];

/** The side of tests and people, under `/control`. */
export function createControlApi(registry: Registry) {
	return async (app: FastifyInstance): Promise<void> => {
		app.setErrorHandler((error, _request, reply) => {
			if (error instanceof ZodError) {
				return reply.code(400).send({ error: 'Bad request', issues: error.issues });
			}
			if (error instanceof NotFoundError) return reply.code(404).send({ error: error.message });
			const { statusCode = 500, message } = error as { statusCode?: number; message: string };
			return reply.code(statusCode).send({ error: message });
		});
		app.get('/health', async () => done);
		serveEvents(app, registry);
		app.get('/accounts', async () => registry.all().map(toAccountView));
		app.post('/accounts', { bodyLimit: 10_000_000 }, async (request, reply) => {
			const { balance, ...options } = schemas.newAccount.parse(request.body);
			if (options.id && registry.get(options.id)) {
				return await reply.code(409).send({ error: `Account "${options.id}" exists` });
			}
			const account = registry.create(options);
			if (balance !== undefined) account.balance = balance;
			return await reply.code(201).send(toAccountView(account));
		});
		app.delete('/accounts/:id', async (request) => {
			if (!registry.delete(getParameter(request, 'id'))) throw new NotFoundError('No such account');
			return done;
		});
		for (const [method, path, handler] of [...acting, ...people, ...reading, ...watching]) {
			app[method](
				`/accounts/:id${path}`,
				{ bodyLimit: 150_000_000 },
				async (request: FastifyRequest, reply: FastifyReply) => {
					const account = registry.get(getParameter(request, 'id'));
					if (!account) throw new NotFoundError(`No account "${getParameter(request, 'id')}"`);
					const result = await handler(account, request, reply);
					if (method !== 'get') for (const topic of TOPICS) account.notify(topic);
					return result;
				},
			);
		}
	};
}
