import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../core/account.mts';
import { conditionNames, setCondition } from './conditions.mts';
import { getExchanges } from './inspector.mts';
import { parseLast } from './query.mts';
import type { Routes } from './routes.mts';
import { condition } from './schemas.mts';

const MAX_EXCHANGES = 1000;

/** A customer's file may be anything, a page with scripts included: it is shown, never run. */
function sendMedia(account: Account, request: FastifyRequest, reply: FastifyReply) {
	const { media: id } = request.params as { media: string };
	const found = account.media.get(id, account.now());
	if (!found) return reply.code(404).send({ error: `No media "${id}"` });
	return reply
		.header('content-type', found.mimeType || 'application/octet-stream')
		.header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
		.header('x-content-type-options', 'nosniff')
		.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
		.send(found.data);
}

/** What only the phone page asks, in addition to what tests ask. */
export const watching: Routes = [
	[
		'get',
		'/exchanges',
		(account, request) => getExchanges(account, Math.min(parseLast(request, 100), MAX_EXCHANGES)),
	],
	['get', '/media/:media', sendMedia],
	[
		'get',
		'/conditions',
		(account) => ({ names: conditionNames, on: [...account.conditions.keys()] }),
	],
	[
		'post',
		'/conditions',
		(account, request) => {
			const { name, on } = condition.parse(request.body);
			return { names: conditionNames, on: setCondition(account, name, on) };
		},
	],
];
