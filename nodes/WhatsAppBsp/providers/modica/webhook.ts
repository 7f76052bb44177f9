import type { IDataObject } from 'n8n-workflow';
import { isUrlTest, parseJsonBody } from '../shared/parseBody';
import {
	getOwn,
	isObject,
	asObject,
	asObjects,
	asNonEmptyText,
	omitUndefined,
} from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import { FINAL_STATUSES, type WhatsAppEvent } from '../../core/event';
import { META_ERRORS } from '../cloudApi/errors';
import { asContactChange } from '../cloudApi/contactChanges';
import { parseContent } from '../cloudApi/messageContent';
import { findFirstError, toEventError, getFirstError } from '../cloudApi/eventContext';
import { getMetaDetails } from '../cloudApi/response';
import { toProviderError } from '../shared/errorTable';
import { hashContent, hashMessage } from '../shared/eventId';
import { normalizeFieldName } from '../shared/normalizeFieldName';
import { verifyBasicAuth } from '../shared/verifyWebhook';
import { parseInboundContent, type InboundContent } from './inboundContent';
import { MODICA_DELIVERY_ERRORS } from './errors';
import { parseStatusWord } from './statusWords';
import type { ProviderError } from '../../core/providerError';
import type { Account } from '../request';
import type { WebhookRequest, VerificationResult, FieldAliases, WebhookAdapter } from '../webhook';

/** Field of `FieldAliases` → Modica's own name, where it is another. */
const ALIASES: Readonly<Record<string, string>> = {
	from: 'source',
	to: 'destination',
	text: 'content',
	time: 'timestamp',
};

/** Modica's callbacks: MO and DLR, on one URL or on two. */
export const webhook: WebhookAdapter = {
	methods: ['POST'],
	notice:
		"(1) Open 'Webhook URLs' above, select 'Production URL', and copy it. (2) If the credential has a 'Webhook Username', add it and 'Webhook Password' to the URL: https://USER:PASSWORD@n8n.example.com/webhook/... (3) In Modica’s platform, open API Configuration and set the URL as both MO callback and DLR callback. (4) Publish the workflow. To listen for a test event, set the test URL there instead while you test.",
	eventKinds: ['message', 'status', 'contact', 'other'],
	supportsFieldAliases: true,
	verify,
	getMissingWebhookSecret,
	getSecrets: (account) => {
		const [user, password] = getLogin(account);
		return [`${user}:${password}`, password];
	},
	secretLocations: { headers: ['authorization'] },
	parseEvents,
};

function getLogin({ webhookUsername, webhookPassword }: Account): [user: string, password: string] {
	return [String(webhookUsername ?? ''), String(webhookPassword ?? '')];
}

function getMissingWebhookSecret(account: Account): string | undefined {
	const isSet = getLogin(account).some((part) => part !== '');
	return isSet ? undefined : "the credential has no 'Webhook Username' and 'Webhook Password'";
}

function verify({ headers }: WebhookRequest, account: Account): VerificationResult {
	if (getMissingWebhookSecret(account) !== undefined) return { valid: true };
	const [user, password] = getLogin(account);
	const { authorization } = headers;
	if (verifyBasicAuth(authorization, user, password)) return { valid: true };
	return {
		valid: false,
		reason:
			authorization === undefined
				? 'the callback URL has no username and password'
				: 'the username or password in the callback URL is wrong',
	};
}

function parseEvents(
	request: WebhookRequest,
	receivedAt: Date,
	names: FieldAliases = {},
): WhatsAppEvent[] | undefined {
	const raw = parseJsonBody(request);
	if (!isObject(raw)) return isUrlTest(request) ? [] : undefined;
	const body = new Map(
		Object.entries(raw).map(([key, value]): [string, unknown] => [normalizeFieldName(key), value]),
	);
	for (const [field, own] of Object.entries(names)) {
		const value = body.get(normalizeFieldName(own));
		if (value !== undefined) body.set(getOwn(ALIASES, field) ?? field, value);
	}
	const event = isMessage(body)
		? toMessageEvent(body, raw, receivedAt)
		: toStatusEvent(body, raw, receivedAt);
	if (event) return [event];
	return isUrlTest(request) ? [] : undefined;
}

/**
 * An MO has `content`, a DLR `status`. Should a DLR repeat what was sent, that must not be taken for a
 * customer's words: the answering workflow would answer itself. Meta's own object says its type.
 */
function isMessage(body: Body): boolean {
	const content = body.get('content');
	if (content === undefined || content === null) return false;
	return (
		asNonEmptyText(body.get('status')) === undefined ||
		asNonEmptyText(asObject(content).type) !== undefined
	);
}

type Body = ReadonlyMap<string, unknown>;

function toMessageEvent(body: Body, raw: IDataObject, receivedAt: Date): WhatsAppEvent | undefined {
	const content = parseInboundContent(body);
	if (content === undefined) return undefined;
	const message = 'message' in content ? content.message : {};
	const from = normalizePhoneNumber(body.get('source') ?? message.from);
	const fromUserId = asNonEmptyText(message.from_user_id) ?? asNonEmptyText(body.get('fromuserid'));
	if (from === undefined && fromUserId === undefined) return undefined;
	const id = getMessageId(body) ?? asNonEmptyText(message.id);
	const time = message.timestamp ?? body.get('timestamp');
	const to = normalizePhoneNumber(body.get('destination'));
	const event = omitUndefined<WhatsAppEvent>({
		event: 'message',
		provider: 'modica',
		// The page does not say that an id is given once.
		id: hashMessage(raw, [id, time], receivedAt),
		timestamp: toIsoTimestamp(time, receivedAt),
		messageId: id,
		from,
		fromUserId,
		fromParentUserId: asNonEmptyText(message.from_parent_user_id),
		fromName: asNonEmptyText(asObject(message.profile).name) ?? asNonEmptyText(body.get('name')),
		fromUsername: asNonEmptyText(asObject(message.profile).username),
		to,
		replyTo: asNonEmptyText(asObject(message.context).id) ?? asNonEmptyText(body.get('replyto')),
		groupId: asNonEmptyText(message.group_id),
		...toContent(content),
		callbackData: asNonEmptyText(body.get('reference')),
		error: getFirstError(message.errors, META_ERRORS),
		raw,
		internal: { businessNumber: to },
	});
	return isAboutOwnMessage(message)
		? { ...event, event: 'other' }
		: asContactChange(event, message);
}

/**
 * What the business sent, or how far it got: nobody's words, which a workflow would answer. Source: "MO Callback",
 * where the types of `content` include `sent` and `delivered`, and a template is one "sent by the business".
 */
function isAboutOwnMessage(message: IDataObject): boolean {
	const type =
		asNonEmptyText(message.type) ?? (isObject(message.template) ? 'template' : undefined);
	// "Lists any errors associated with sending a message": a customer's that can't be shown has a type of its own.
	const isError = type === 'errors' || (type === undefined && message.errors !== undefined);
	return (
		isError ||
		type === 'template' ||
		parseStatusWord(type) !== undefined ||
		// Meta's status object, or its list: they say no type.
		(type === undefined &&
			(asObjects(message.statuses).length > 0 || parseStatusWord(message.status) !== undefined))
	);
}

function toContent(content: InboundContent): Pick<WhatsAppEvent, 'type' | 'text'> {
	if ('message' in content) {
		return {
			type: asNonEmptyText(content.message.type),
			...omitUndefined(parseContent(content.message)),
		};
	}
	return 'text' in content ? { type: 'text', text: content.text } : { type: 'binary' };
}

function toStatusEvent(body: Body, raw: IDataObject, receivedAt: Date): WhatsAppEvent | undefined {
	const messageId = getMessageId(body);
	const word = asNonEmptyText(body.get('status'))?.trim().toLowerCase();
	if (messageId === undefined || word === undefined) return undefined;
	const status = parseStatusWord(word) ?? 'unknown';
	const failed = status === 'failed' || status === 'expired';
	const to = normalizePhoneNumber(body.get('destination'));
	return omitUndefined<WhatsAppEvent>({
		event: 'status',
		provider: 'modica',
		// The id is the message's: each step and reason is an event of its own.
		id: hashContent(`${messageId}:${word}`, raw),
		timestamp: toIsoTimestamp(body.get('timestamp'), receivedAt),
		messageId,
		to,
		status,
		isFinal: FINAL_STATUSES.includes(status),
		callbackData: asNonEmptyText(body.get('reference')),
		error: failed ? toDeliveryError(body, word) : undefined,
		raw,
		internal: { statusKey: JSON.stringify([messageId, to]) },
	});
}

/** WhatsApp's own reason where Modica passes one on, else what the status word means. */
function toDeliveryError(body: Body, word: string): ProviderError {
	const error = findFirstError(body.get('errors') ?? body.get('error'));
	if (error && asNonEmptyText(error.code)) return toEventError(error, META_ERRORS);
	const said = error && getMetaDetails(error);
	const details =
		said ?? asNonEmptyText(body.get('detail')) ?? asNonEmptyText(body.get('description'));
	const code = asNonEmptyText(body.get('code')) ?? asNonEmptyText(body.get('errorcode'));
	return code !== undefined && getOwn(META_ERRORS, code)
		? toEventError({ code, details }, META_ERRORS)
		: toProviderError(MODICA_DELIVERY_ERRORS, word, { details });
}

/** `id` in the WhatsApp page, `message_id` in the text of the SMS v2 API. */
function getMessageId(body: Body): string | undefined {
	return asNonEmptyText(body.get('id')) ?? asNonEmptyText(body.get('messageid'));
}
