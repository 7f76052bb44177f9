import { getOwn, normalizePhoneNumber, asNonEmptyText, omitUndefined } from '../../core/parse';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import { FINAL_STATUSES, type MessageStatus, type WhatsAppEvent } from '../../core/event';
import { toProviderError } from '../shared/errorTable';
import { safeEqual } from '../shared/verifyWebhook';
import { BULK360_DELIVERY_ERRORS } from './deliveryErrors';
import { parseCallback, TOKEN_PARAMETER, type CallbackParameters } from './callbackParameters';
import { toInboundEvent } from './inboundMessage';
import { getHostUrl } from './request';
import { TIME_ZONE } from './timeZone';
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
const WORDS_OF_SOMEBODY = [['from', 'sender'], ['text']] as const;

/** `DELIVERED`, `UNDELIVERED` and `SENT` are documented; the others would mean what they say. */
const STATUSES: Readonly<Record<string, MessageStatus>> = {
	delivered: 'delivered',
	undelivered: 'failed',
	sent: 'sent',
	read: 'read',
	failed: 'failed',
	expired: 'expired',
	accepted: 'accepted',
	pending: 'pending',
};

/** Codes that say more than the status beside them. Source: "SMS buffered". */
const STATUS_OF_CODE: Readonly<Record<string, MessageStatus>> = { 556: 'pending' };

/** Code of a failure without one. Source: "No Error". */
const NO_CODE = '000';

/** Bulk360's hooks: Delivery Notifications and incoming messages, on one URL or on two. */
export const webhook: WebhookAdapter = {
	methods: ['GET', 'POST'],
	notice:
		"(1) Open 'Webhook URLs' above, select 'Production URL', and copy it. (2) If the credential has a 'Webhook Token', add it to the end of the URL: .../webhook?token=YOUR-TOKEN (3) In the Bulk360 portal, go to My Configurations > APIs and paste the URL into both Delivery Notification Hook and WhatsApp Incoming Message Hook. To listen for a test event, paste the test URL there instead while you test.",
	eventKinds: ['message', 'status'],
	supportsFieldAliases: true,
	verify,
	getMissingWebhookSecret,
	getSecrets: ({ webhookToken }) => [String(webhookToken ?? '')],
	getMediaHost,
	secretLocations: { query: [TOKEN_PARAMETER] },
	parseEvents,
};

function getMissingWebhookSecret({ webhookToken }: Account): string | undefined {
	return String(webhookToken ?? '') === '' ? "the credential has no 'Webhook Token'" : undefined;
}

function getMediaHost(account: Account): string | undefined {
	try {
		return new URL(getHostUrl(account)).host;
	} catch {
		return undefined;
	}
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
	const fields = parseCallback(request, names);
	if (!fields) return undefined;
	const event = isInbound(fields)
		? toInboundEvent(fields, receivedAt)
		: (toStatusEvent(fields, receivedAt) ?? toInboundEvent(fields, receivedAt));
	return event && [event];
}

/** Somebody's words beside a status that no delivery notification has, such as `RECEIVED`. */
function isInbound(fields: CallbackParameters): boolean {
	const word = fields.get(NAMES.status)?.toLowerCase();
	return (
		getOwn(STATUSES, word) === undefined &&
		WORDS_OF_SOMEBODY.every((names) => fields.get(names) !== undefined)
	);
}

function toStatusEvent(fields: CallbackParameters, receivedAt: Date): WhatsAppEvent | undefined {
	const word = fields.get(NAMES.status);
	const messageId = fields.get(NAMES.id);
	if (word === undefined || messageId === undefined) return undefined;
	const code = padCode(fields.get(NAMES.errorCode));
	const status = getOwn(STATUS_OF_CODE, code) ?? getOwn(STATUSES, word.toLowerCase()) ?? 'unknown';
	const failed = status === 'failed' || status === 'expired';
	const to = normalizePhoneNumber(fields.get(NAMES.recipient));
	return omitUndefined<WhatsAppEvent>({
		event: 'status',
		provider: 'bulk360',
		// The same status may come again with another code, and then the last one counts. Assumption: a
		// msgid may come without the recipient's position, and is then that of the whole request.
		id: [messageId, to, word.toUpperCase(), code].filter(Boolean).join(':'),
		timestamp: toIsoTimestamp(fields.get(NAMES.time), receivedAt, TIME_ZONE),
		messageId,
		to,
		status,
		isFinal: FINAL_STATUSES.includes(status),
		recipientIndex: parseRecipientIndex(messageId),
		error: failed ? toProviderError(BULK360_DELIVERY_ERRORS, code ?? NO_CODE) : undefined,
		raw: fields.raw,
	});
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
