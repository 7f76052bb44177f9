import type { IDataObject } from 'n8n-workflow';
import { jsonBody } from '../../events/body';
import {
	entryOf,
	idWithout,
	isObject,
	objectOf,
	plainNumber,
	recordsOf,
	textOf,
	withoutAbsent,
} from '../../events/fields';
import { isoTime } from '../../events/time';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../events/types';
import { META_ERRORS } from '../cloudApi/errors';
import { readContent } from '../cloudApi/eventContent';
import { errorOf, firstError } from '../cloudApi/eventOrigin';
import { toProviderError, type ProviderError } from '../errorTable';
import { verifyBasicAuth } from '../genuine';
import type { Account, FieldNames, Verdict, WebhookAdapter, WebhookRequest } from '../provider';
import { readMoContent, type MoContent } from './content';
import { MODICA_DELIVERY_ERRORS } from './errors';

/**
 * Modica's word → the contract's. Sources: "DLR Message Status" (sent, received, rejected, expired);
 * the enum of its SMS v2 API, on the same platform; Meta's own words, should they come through.
 */
export const STATUSES: Readonly<Record<string, MessageStatus>> = {
	accepted: 'pending',
	queued: 'pending',
	submitted: 'pending',
	frozen: 'pending',
	sent: 'sent',
	received: 'delivered',
	delivered: 'delivered',
	read: 'read',
	played: 'played',
	rejected: 'failed',
	failed: 'failed',
	dead: 'failed',
	blocked: 'failed',
	deficient: 'failed',
	expired: 'expired',
};

/** Field of `FieldNames` → Modica's own name, where it is another. */
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
		"(1) Open 'Webhook URLs' above, select 'Production URL', and copy it. (2) If the credential has a 'Webhook Username', add it and 'Webhook Password' to the URL: https://USER:PASSWORD@n8n.example.com/webhook/... (3) In Modica’s platform, open API Configuration and set the URL as both MO callback and DLR callback. To listen for a test event, set the test URL there instead while you test.",
	sends: ['message', 'status'],
	namesVary: true,
	verify,
	openBecause,
	secretPlaces: { headers: ['authorization'] },
	events,
};

function loginOf({ webhookUsername, webhookPassword }: Account): [user: string, password: string] {
	return [String(webhookUsername ?? ''), String(webhookPassword ?? '')];
}

function openBecause(account: Account): string | undefined {
	const isSet = loginOf(account).some((part) => part !== '');
	return isSet ? undefined : "the credential has no 'Webhook Username' and 'Webhook Password'";
}

function verify({ headers }: WebhookRequest, account: Account): Verdict {
	if (openBecause(account) !== undefined) return { genuine: true };
	const [user, password] = loginOf(account);
	const { authorization } = headers;
	if (verifyBasicAuth(authorization, user, password)) return { genuine: true };
	return {
		genuine: false,
		reason:
			authorization === undefined
				? 'the callback URL has no username and password'
				: 'the username or password in the callback URL is wrong',
	};
}

function events(
	request: WebhookRequest,
	receivedAt: Date,
	names: FieldNames = {},
): WhatsAppEvent[] | undefined {
	const raw = jsonBody(request);
	if (!isObject(raw)) return undefined;
	const body = new Map(
		Object.entries(raw).map(([key, value]): [string, unknown] => [plainName(key), value]),
	);
	for (const [field, own] of Object.entries(names)) {
		const value = body.get(plainName(own));
		if (value !== undefined) body.set(entryOf(ALIASES, field) ?? field, value);
	}
	const event = isMessage(body)
		? messageEvent(body, raw, receivedAt)
		: statusEvent(body, raw, receivedAt);
	return event && [event];
}

/**
 * An MO has `content`, a DLR `status`. Should a DLR repeat what was sent, that must not be taken for a
 * customer's words: the answering workflow would answer itself. Meta's own object says its type.
 */
function isMessage(body: Body): boolean {
	const content = body.get('content');
	if (content === undefined || content === null) return false;
	return textOf(body.get('status')) === undefined || textOf(objectOf(content).type) !== undefined;
}

type Body = ReadonlyMap<string, unknown>;

function messageEvent(body: Body, raw: IDataObject, receivedAt: Date): WhatsAppEvent | undefined {
	const from = plainNumber(body.get('source'));
	const content = readMoContent(body);
	if (from === undefined || content === undefined) return undefined;
	const message = 'message' in content ? content.message : {};
	const id = idOf(body) ?? textOf(message.id);
	const time = message.timestamp ?? body.get('timestamp');
	return withoutAbsent<WhatsAppEvent>({
		event: 'message',
		provider: 'modica',
		id: id ?? idWithout('message', raw, time, receivedAt),
		timestamp: isoTime(time, receivedAt),
		messageId: id,
		from,
		fromUserId: textOf(message.from_user_id),
		fromName: textOf(objectOf(message.profile).name),
		to: plainNumber(body.get('destination')),
		replyTo: textOf(objectOf(message.context).id) ?? textOf(body.get('replyto')),
		...contentOf(content),
		callbackData: textOf(body.get('reference')),
		error: firstError(message.errors, META_ERRORS),
		raw,
	});
}

function contentOf(content: MoContent): Pick<WhatsAppEvent, 'type' | 'text'> {
	if ('message' in content) {
		return { type: textOf(content.message.type), ...withoutAbsent(readContent(content.message)) };
	}
	return 'text' in content ? { type: 'text', text: content.text } : { type: 'binary' };
}

function statusEvent(body: Body, raw: IDataObject, receivedAt: Date): WhatsAppEvent | undefined {
	const messageId = idOf(body);
	const word = textOf(body.get('status'))?.toLowerCase();
	if (messageId === undefined || word === undefined) return undefined;
	const status = entryOf(STATUSES, word) ?? 'unknown';
	const failed = status === 'failed' || status === 'expired';
	return withoutAbsent<WhatsAppEvent>({
		event: 'status',
		provider: 'modica',
		id: `${messageId}:${word}`,
		timestamp: isoTime(body.get('timestamp'), receivedAt),
		messageId,
		to: plainNumber(body.get('destination')),
		status,
		isFinal: FINAL_STATUSES.includes(status),
		callbackData: textOf(body.get('reference')),
		error: failed ? deliveryError(body, word) : undefined,
		raw,
	});
}

/** WhatsApp's own reason where Modica passes one on, else what the status word means. */
function deliveryError(body: Body, word: string): ProviderError {
	const [error] = recordsOf(body.get('errors'));
	if (error) return errorOf(error, META_ERRORS);
	const details = textOf(body.get('detail')) ?? textOf(body.get('description'));
	const code = textOf(body.get('code')) ?? textOf(body.get('errorcode'));
	return code !== undefined && entryOf(META_ERRORS, code)
		? toProviderError(META_ERRORS, code, { details })
		: toProviderError(MODICA_DELIVERY_ERRORS, word, { details });
}

/** `id` in the WhatsApp page, `message_id` in the text of the SMS v2 API. */
function idOf(body: Body): string | undefined {
	return textOf(body.get('id')) ?? textOf(body.get('messageid'));
}

function plainName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
