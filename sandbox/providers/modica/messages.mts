import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.mts';
import { isObject } from '../../core/json.mts';
import { acceptMessage } from '../../core/messages.mts';
import type { ProviderResponse, Json, ProviderRequest, StoredMessage } from '../../core/types.mts';
import { checkContent, type Content } from '../cloudApi/content.mts';
import { checkOptions } from '../cloudApi/envelope.mts';
import { CloudError } from '../cloudApi/errors.mts';
import {
	createError,
	createFieldError,
	createRequiredError,
	rejectLikeCloud,
	rejectUnprocessable,
	type FieldError,
} from './responses.mts';

const NUMBER = /^\+[1-9]\d{6,14}$/;
const removePlus = (number: string) => number.replace(/^\+/, '');

/** Modica's own fields, and what Meta knows around a message: that is whom Modica passes it to. */
const KNOWN = [
	'type',
	'source',
	'reference',
	'messaging_product',
	'recipient_type',
	'context',
	'biz_opaque_callback_data',
	'recipient_identity_key_hash',
];

function getFieldErrors(account: Account, body: Json, targets: string[]): FieldError[] {
	const { type, reference, source, messaging_product: product } = body;
	const list: FieldError[] = [];
	if (product !== undefined && product !== 'whatsapp') {
		list.push(createFieldError('messaging_product', 'invalid_value', 'it must be whatsapp'));
	}
	if (typeof type !== 'string' || type === '') list.push(createRequiredError('type'));
	else if (body[type] === undefined) list.push(createRequiredError(type));
	if (reference !== undefined && typeof reference !== 'string') {
		list.push(createFieldError('reference', 'invalid_type', 'reference must be a string'));
	}
	const isSender = typeof source === 'string' && /^\d+$/.test(source);
	if (source !== undefined && !isSender) {
		list.push(createFieldError('source', 'invalid_format', 'source must be digits'));
	}
	if (account.settings.strictKeys && typeof type === 'string') {
		const known = [...KNOWN, ...targets, type];
		const unknown = Object.keys(body).filter((key) => !known.includes(key));
		list.push(...unknown.map((key) => createFieldError(key, 'unknown', `${key} is not known`)));
	}
	return list;
}

/** Sources disagree on the field's name: unless a setting chooses, either is accepted. */
function getTargetFields({ settings }: Account): string[] {
	return settings.recipientField === 'either' ? ['to', 'destination'] : [settings.recipientField];
}

function parseTarget(body: Json, fields: string[]): { to: string } | { error: FieldError } {
	const [field = fields[0], second] = fields.filter((name) => body[name] !== undefined);
	if (second !== undefined) {
		return {
			error: createFieldError(second, 'conflict', `give ${fields.join(' or ')}, not both`),
		};
	}
	const value = body[field];
	if (value === undefined) return { error: createRequiredError(field) };
	if (typeof value !== 'string' || !NUMBER.test(value)) {
		return {
			error: createFieldError(field, 'invalid_format', `${field} must be an E.164 number`),
		};
	}
	return { to: removePlus(value) };
}

function parseTargets(body: Json): { list: string[] } | { error: FieldError } {
	const { destination } = body;
	if (destination === undefined) return { error: createRequiredError('destination') };
	const isList = Array.isArray(destination) && destination.length > 0;
	if (!isList || destination.some((each) => typeof each !== 'string' || !NUMBER.test(each))) {
		return {
			error: createFieldError(
				'destination',
				'invalid_format',
				'destination must be a list of E.164 numbers',
			),
		};
	}
	return { list: destination as string[] };
}

function accept(account: Account, to: string, body: Json, content: Content): StoredMessage {
	const outcome = account.consumeOutcome(to);
	if (outcome?.reject) throw new CloudError(outcome.reject.code);
	if (!account.isRegistered(to)) throw new CloudError(131026);
	if (content.freeForm && !account.isWindowOpen(to)) {
		throw new CloudError(
			131047,
			'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
		);
	}
	if (!account.acquirePair(to)) {
		account.stats.rateLimited += 1;
		throw new CloudError(131056);
	}
	return acceptMessage(
		account,
		{
			id: randomUUID(),
			to,
			type: content.type,
			payload: body,
			category: content.category,
			...(content.text !== undefined && { text: content.text }),
			...(typeof body.reference === 'string' && { reference: body.reference }),
			...(body.source !== undefined && { source: String(body.source) }),
		},
		{ outcome },
	);
}

/** Modica forwards these to Meta, which rejects them. */
function checkMessage(account: Account, body: Json): Content {
	checkOptions(body, { strictKeys: account.settings.strictKeys, groups: false });
	return checkContent(account, body);
}

/** The rejection, if messages come too fast. */
function acquireOrReject(account: Account): ProviderResponse | undefined {
	if (account.acquireMessage()) return undefined;
	account.stats.rateLimited += 1;
	account.stats.rejected += 1;
	return {
		...createError(429, 'TooManyRequests', 'Rate limit exceeded'),
		headers: { 'retry-after': String(account.settings.retryAfterSeconds) },
	};
}

function getBody(request: ProviderRequest): Json | undefined {
	const { body, encoding } = request;
	return encoding === 'json' && isObject(body) ? body : undefined;
}

export function sendOne(account: Account, request: ProviderRequest): ProviderResponse {
	const rejection = acquireOrReject(account);
	if (rejection) return rejection;
	const body = getBody(request);
	if (!body) return createError(400, 'Bad Request', 'Invalid JSON');
	const fields = getTargetFields(account);
	const target = parseTarget(body, fields);
	const errors = getFieldErrors(account, body, fields);
	if ('error' in target) return rejectUnprocessable(account, target.error, ...errors);
	if (errors.length) return rejectUnprocessable(account, ...errors);
	try {
		const message = accept(account, target.to, body, checkMessage(account, body));
		const { id, reference = '' } = message;
		return { status: 202, body: [{ id, status: 'accepted', reference }] };
	} catch (error) {
		if (error instanceof CloudError) return rejectLikeCloud(account, error);
		throw error;
	}
}

/** Checked as a whole; a recipient that Meta rejects afterwards is reported by DLR. */
export function broadcast(account: Account, request: ProviderRequest): ProviderResponse {
	const body = getBody(request);
	if (!body) return createError(400, 'Bad Request', 'Invalid JSON');
	const targets = parseTargets(body);
	const errors = getFieldErrors(account, body, ['destination']);
	if ('error' in targets) return rejectUnprocessable(account, targets.error, ...errors);
	if (errors.length) return rejectUnprocessable(account, ...errors);
	try {
		const content = checkMessage(account, body);
		const results = targets.list.map((destination) => {
			const rejection = acquireOrReject(account);
			if (rejection) return { destination, id: null, status: 'rejected' };
			return {
				destination,
				id: broadcastOne(account, removePlus(destination), body, content),
				status: 'accepted',
			};
		});
		return { status: 202, body: results };
	} catch (error) {
		if (error instanceof CloudError) return rejectLikeCloud(account, error);
		throw error;
	}
}

function broadcastOne(account: Account, to: string, body: Json, content: Content): string {
	try {
		return accept(account, to, body, content).id;
	} catch (error) {
		if (!(error instanceof CloudError)) throw error;
		const message = acceptMessage(
			account,
			{ id: randomUUID(), to, type: content.type, payload: body, category: content.category },
			{ failure: { status: 'failed', code: error.code, details: error.details } },
		);
		return message.id;
	}
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Modica's words for what became of a message. */
export const toStatusWord = (status: string): string =>
	({ delivered: 'received', failed: 'rejected' })[status] ?? status;

export function getMessage(account: Account, request: ProviderRequest): ProviderResponse {
	const { id } = request.query;
	if (!id || !UUID.test(id)) {
		return rejectUnprocessable(
			account,
			createFieldError('id', 'invalid_format', 'id must be a UUID'),
		);
	}
	const message = account.messages.get(id);
	if (message) {
		const status = toStatusWord(message.statuses.at(-1)?.status ?? 'accepted');
		return {
			status: 200,
			body: {
				id,
				source: message.source ?? account.phoneNumberId,
				destination: `+${message.to}`,
				direction: 'MT',
				reference: message.reference ?? '',
				content: (message.payload as Json)[message.type],
				status,
			},
		};
	}
	const entry = account.inbound.get(id);
	if (!entry) return createError(404, 'Not Found', 'Message not found');
	const body = { id, destination: account.phoneNumberId, direction: 'MO', content: entry.payload };
	return { status: 200, body };
}
