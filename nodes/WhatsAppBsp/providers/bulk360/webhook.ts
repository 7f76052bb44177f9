import { getOwn, asNonEmptyText, omitUndefined } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { parseUrl } from '../../core/url';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../core/event';
import type { ProviderError } from '../../core/providerError';
import { findError, toProviderError } from '../shared/errorTable';
import { hashContent } from '../shared/eventId';
import { isUrlTest } from '../shared/parseBody';
import { safeEqual } from '../../core/safeEqual';
import { BULK360_DELIVERY_ERRORS } from './deliveryErrors';
import {
	parseCallbacks,
	TIME_ZONE,
	TOKEN_PARAMETER,
	type CallbackParameters,
} from './callbackParameters';
import { toInboundEvent } from './inboundMessage';
import { getHostUrl } from './request';
import { BULK360_STATUS_ERRORS, parseStatusWord } from './statusWords';
import type { Account } from '../request';
import type { WebhookRequest, VerificationResult, FieldAliases, WebhookAdapter } from '../webhook';

/**
 * Delivery Notification: `status`, `msisdn`, `msgid`, and `error-code` in the example.
 * Source: WhatsApp API V3.0, "Delivery Notification (DN)". Other spellings are assumptions: what a
 * public receiver of this gateway reads.
 */
const NAMES = {
	status: ['status'],
	id: ['msgid', 'messageid', 'ref', 'id'],
	recipient: ['msisdn', 'to', 'recipient', 'mobile'],
	errorCode: ['errorcode', 'error', 'code'],
	time: ['time', 'timestamp', 'date', 'datetime'],
} as const;

/** Not `msisdn`: in a delivery notification that is the recipient, and it may say why in some text. */
const INBOUND_TEXT_FIELDS = [['from', 'sender'], ['text']] as const;

/** Codes that say more than the status next to them, unless the message was delivered. Source: "SMS expired", "SMS buffered". */
const STATUS_OF_CODE: Readonly<Record<string, MessageStatus>> = { 552: 'expired', 556: 'pending' };

/** Code of a failure without one. Source: "No Error". */
const NO_CODE = '000';

/** "No Error" and "Message sent to carrier partner": they do not say why a message failed. */
const CODES_WITHOUT_REASON = [NO_CODE, '20'];

/** "Unknown Error": what the status says, such as `Account suspended`, says more. */
const UNKNOWN_ERROR = '50';

/** Bulk360's hooks: Delivery Notifications and incoming messages, on one URL or on two. */
export const webhook: WebhookAdapter = {
	methods: ['GET', 'POST'],
	notice:
		"(1) Open 'Webhook URLs' above, select 'Production URL', and copy it. (2) If the credential has a 'Webhook Token', add it to the end of the URL: .../webhook?token=YOUR-TOKEN (3) In the Bulk360 portal, go to My Configurations > APIs and paste the URL into both Delivery Notification Hook and WhatsApp Incoming Message Hook. (4) Publish the workflow. To listen for a test event, paste the test URL there instead while you test.",
	eventKinds: ['message', 'status', 'other'],
	supportsFieldAliases: true,
	verify,
	getMissingWebhookSecret,
	getSecrets: ({ webhookToken }) => [String(webhookToken ?? '')],
	getMediaHost,
	secretLocations: { query: [TOKEN_PARAMETER] },
	parseEvents,
	normalizeMessageId,
};

/**
 * The recipients of a request are numbered: `REF-0`. The document doesn't say whether the notification about an only
 * recipient has the number.
 */
function normalizeMessageId(messageId: string): string {
	return messageId.replace(/-0$/, '');
}

function getMissingWebhookSecret({ webhookToken }: Account): string | undefined {
	return String(webhookToken ?? '') === '' ? "the credential has no 'Webhook Token'" : undefined;
}

function getMediaHost(account: Account): string | undefined {
	return parseUrl(getHostUrl(account))?.host;
}

function verify({ query }: WebhookRequest, account: Account): VerificationResult {
	if (getMissingWebhookSecret(account) !== undefined) return { valid: true };
	const expected = String(account.webhookToken);
	const given = asNonEmptyText(query[TOKEN_PARAMETER]);
	// A plus that is pasted as it stands is read as a space.
	const asPasted = given?.replace(/ /g, '+');
	if (safeEqual(given, expected) || safeEqual(asPasted, expected)) return { valid: true };
	return {
		valid: false,
		reason: given === undefined ? 'the URL has no ?token=' : 'the token in the URL is wrong',
	};
}

function parseEvents(
	request: WebhookRequest,
	receivedAt: Date,
	names?: FieldAliases,
): WhatsAppEvent[] | undefined {
	const callbacks = parseCallbacks(request, names);
	// What names no time stays in its order, and a customer's second "yes" in one list is another message.
	const events = callbacks.map((fields, i) => toEvent(fields, new Date(receivedAt.getTime() + i)));
	if (events.every((event) => event === undefined)) {
		const saysNothing = Object.keys(request.query).every((name) => name === TOKEN_PARAMETER);
		return saysNothing && isUrlTest(request) ? [] : undefined;
	}
	return events.map((event, i) => event ?? createUnparsedEvent(callbacks[i], receivedAt));
}

function toEvent(fields: CallbackParameters, receivedAt: Date): WhatsAppEvent | undefined {
	return isInbound(fields)
		? toInboundEvent(fields, receivedAt)
		: (toStatusEvent(fields, receivedAt) ?? toInboundEvent(fields, receivedAt));
}

/** Somebody's words next to a status that no delivery notification has, such as `RECEIVED`. */
function isInbound(fields: CallbackParameters): boolean {
	const word = fields.get(NAMES.status);
	return (
		(word === undefined || parseStatusWord(word) === undefined) &&
		INBOUND_TEXT_FIELDS.every((names) => fields.get(names) !== undefined)
	);
}

/** One of several that says neither what nor who: the others must not be lost with it. */
function createUnparsedEvent({ raw, all }: CallbackParameters, receivedAt: Date): WhatsAppEvent {
	return {
		event: 'other',
		provider: 'bulk360',
		id: hashContent('callback', Object.fromEntries(all)),
		timestamp: receivedAt.toISOString(),
		type: 'callback',
		raw,
		internal: { mayRecur: true },
	};
}

function toStatusEvent(fields: CallbackParameters, receivedAt: Date): WhatsAppEvent | undefined {
	const word = fields.get(NAMES.status);
	const messageId = fields.get(NAMES.id);
	if (word === undefined || messageId === undefined) return undefined;
	const code = padCode(fields.get(NAMES.errorCode));
	const known = parseStatusWord(word);
	const byCode = isReceived(known?.status) ? undefined : getOwn(STATUS_OF_CODE, code);
	const status = byCode ?? known?.status ?? 'unknown';
	const failed = status === 'failed' || status === 'expired';
	return omitUndefined<WhatsAppEvent>({
		event: 'status',
		provider: 'bulk360',
		// No id is documented as a notification's own, and a `msgid` may be that of a whole request.
		id: hashContent(`${messageId}:${word.toUpperCase()}`, normalizeRecipient(fields)),
		timestamp: toIsoTimestamp(fields.get(NAMES.time), receivedAt, TIME_ZONE),
		messageId,
		to: normalizePhoneNumber(fields.get(NAMES.recipient)),
		status,
		isFinal: FINAL_STATUSES.includes(status),
		recipientIndex: parseRecipientIndex(messageId),
		error: failed ? toDeliveryError(code, word, known?.reason) : undefined,
		raw: fields.raw,
		// Without `statusKey`: "always consider the last DN received as the final DN".
	});
}

/** The customer has it: no code next to that can say less. */
function isReceived(status: MessageStatus | undefined): boolean {
	return status === 'delivered' || status === 'read';
}

/** One recipient in two notations is the same. */
function normalizeRecipient({ all }: CallbackParameters): unknown {
	const parameters = Object.fromEntries(all);
	for (const name of NAMES.recipient) {
		if (all.has(name)) parameters[name] = normalizePhoneNumber(all.get(name)) ?? '';
	}
	return parameters;
}

/** The code says more than the word, unless it is one that goes with no failure. */
function toDeliveryError(
	code: string | undefined,
	word: string,
	reason: string | undefined,
): ProviderError {
	const given = code === undefined || CODES_WITHOUT_REASON.includes(code) ? NO_CODE : code;
	const isVague = given === NO_CODE || (given === UNKNOWN_ERROR && reason !== 'failed');
	const saysWhy = !isVague && findError(BULK360_DELIVERY_ERRORS, given) !== undefined;
	return reason === undefined || saysWhy
		? toProviderError(BULK360_DELIVERY_ERRORS, given)
		: toProviderError(BULK360_STATUS_ERRORS, reason, { details: word });
}

/** `0` of `78-1633193001.0602-0`: the recipient's position in the request. At most 150 characters of `to`. */
function parseRecipientIndex(msgid: string): number | undefined {
	const index = /^.+-(\d{1,3})$/.exec(msgid)?.[1];
	return index === undefined ? undefined : Number(index);
}

/** `0` is written `000` in the document, and a JSON number loses the zeros. */
function padCode(code: string | undefined): string | undefined {
	return code !== undefined && /^0+$/.test(code) ? NO_CODE : code;
}
