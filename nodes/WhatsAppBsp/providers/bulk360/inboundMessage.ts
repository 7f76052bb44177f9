import { omitUndefined } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import type { EventMedia, WhatsAppEvent } from '../../core/event';
import { hashMessage } from '../shared/eventId';
import { TIME_ZONE, type CallbackParameters } from './callbackParameters';

/**
 * "WhatsApp Incoming Message Hook". Assumption: Bulk360 documents that it exists, but none of its
 * parameters; these are the names that gateways of its kind use. Everything is in `raw` as well.
 */
const NAMES = {
	from: ['from', 'msisdn', 'sender', 'mobile', 'phone', 'waid'],
	text: ['text', 'message', 'msg', 'body', 'content', 'caption'],
	id: ['moid', 'msgid', 'messageid', 'id', 'ref'],
	to: ['to', 'shortcode', 'recipient', 'destination'],
	name: ['name', 'profilename', 'sendername', 'fromname'],
	time: ['time', 'timestamp', 'date', 'datetime', 'receivedat'],
	type: ['type', 'messagetype', 'msgtype'],
	status: ['status'],
	mimeType: ['mimetype', 'mediatype', 'contenttype', 'mediacontenttype'],
	fileName: ['filename', 'medianame'],
} as const;

const WEB_URL = /^https?:\/\/\S+$/i;

/**
 * An inbound message: someone wrote something, or sent a file that a link leads to. What is none of these, such as a
 * location, is an `other` event, which no reply answers.
 */
export function toInboundEvent(
	fields: CallbackParameters,
	receivedAt: Date,
): WhatsAppEvent | undefined {
	const from = normalizePhoneNumber(fields.get(NAMES.from));
	const text = fields.get(NAMES.text);
	const media = toMedia(fields, text);
	const hasContent = text !== undefined || media !== undefined;
	if (from === undefined || !(hasContent || namesOtherContent(fields))) return undefined;
	const messageId = fields.get(NAMES.id);
	const time = fields.get(NAMES.time);
	const to = normalizePhoneNumber(fields.get(NAMES.to));
	return omitUndefined<WhatsAppEvent>({
		event: hasContent ? 'message' : 'other',
		provider: 'bulk360',
		// None of these ids is documented: two customers may have the same.
		id: hashMessage(Object.fromEntries(fields.all), [messageId, time], receivedAt),
		timestamp: toIsoTimestamp(time, receivedAt, TIME_ZONE),
		messageId,
		from,
		fromName: fields.get(NAMES.name),
		to,
		type: fields.get(NAMES.type) ?? (media ? 'media' : 'text'),
		text,
		media,
		raw: fields.raw,
		internal: { businessNumber: to },
	});
}

/** Content that needs neither a text nor a link to be one, in the words of WhatsApp's APIs. */
const OTHER_CONTENT =
	/^(?:location|contacts?|vcard|image|video|audio|voice|ptt|document|file|media|sticker)$/i;

/**
 * Of anything else, the text is in a parameter whose name nobody knows, and the 400 says so. A notification's
 * `msisdn` is the recipient.
 */
function namesOtherContent(fields: CallbackParameters): boolean {
	const type = fields.get(NAMES.type) ?? '';
	return OTHER_CONTENT.test(type) && fields.get(NAMES.status) === undefined;
}

/** Parameters that hold something else, whatever they say: a customer's profile name may be a link. */
const NO_LINKS: ReadonlySet<string> = new Set(Object.values(NAMES).flat());

/** A file: any URL in a parameter that is nothing else. */
function toMedia(fields: CallbackParameters, text: string | undefined): EventMedia | undefined {
	const link = [...fields.all].find(([name, value]) => !NO_LINKS.has(name) && WEB_URL.test(value));
	if (!link) return undefined;
	const mimeType = fields.get(NAMES.mimeType);
	return {
		id: null,
		// `mediatype` may say no more than `image`.
		mimeType: mimeType?.includes('/') ? mimeType : null,
		sha256: null,
		fileName: fields.get(NAMES.fileName) ?? null,
		caption: text ?? null,
		voice: false,
		url: link[1],
	};
}
