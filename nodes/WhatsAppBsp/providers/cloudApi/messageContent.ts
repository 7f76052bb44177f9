import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asNumber, asObject, asObjects, getOwn, isObject } from '../../core/parse';
import type { EventLocation, EventMedia, WhatsAppEvent } from '../../core/event';
import {
	parseCallPermission,
	parseContactRequest,
	parseFormReply,
	parseProduct,
	parseReferral,
} from './messageParts';

/** The part of an event that depends on the message type. */
export type Content = Pick<
	WhatsAppEvent,
	| 'text'
	| 'media'
	| 'button'
	| 'location'
	| 'contacts'
	| 'reaction'
	| 'order'
	| 'form'
	| 'referral'
	| 'callPermission'
	| 'contactRequest'
	| 'product'
	| 'replyTo'
	| 'forwarded'
>;

type Reader = (part: IDataObject, message: IDataObject) => Content;

/**
 * Inbound message type → how its object of the same name is read. Types that are not here keep
 * everything in `raw`.
 *
 * Source: Meta, webhooks reference "messages"; `voice` is the On-Premise name of a voice note.
 */
const READERS: Readonly<Record<string, Reader>> = {
	text: ({ body }) => ({ text: asNonEmptyText(body) }),
	image: parseMedia,
	video: parseMedia,
	audio: parseMedia,
	voice: (part) => parseMedia({ ...part, voice: true }),
	document: parseMedia,
	sticker: parseMedia,
	location: (part) => ({ location: parseLocation(part) }),
	contacts: (_part, message) => ({
		contacts: asObjects(message.contacts),
		contactRequest: parseContactRequest(message),
	}),
	reaction: ({ message_id, emoji }) => ({
		reaction: { messageId: asNonEmptyText(message_id) ?? '', emoji: asNonEmptyText(emoji) ?? '' },
	}),
	button: ({ payload, text }) => parseButton(payload, text),
	interactive: parseInteractive,
	order: (part) => ({ order: part, text: asNonEmptyText(part.text) }),
	system: ({ body }) => ({ text: asNonEmptyText(body) }),
	edit: ({ original_message_id, message }) => ({
		...parseContent(asObject(message)),
		replyTo: asNonEmptyText(original_message_id),
	}),
	revoke: ({ original_message_id }) => ({ replyTo: asNonEmptyText(original_message_id) }),
};

/** Object in `interactive` → what was chosen or filled in. */
const INTERACTIVE_READERS: Readonly<Record<string, (part: IDataObject) => Content>> = {
	button_reply: ({ id, title }) => parseButton(id, title),
	list_reply: ({ id, title }) => parseButton(id, title),
	nfm_reply: (part) => ({ text: asNonEmptyText(part.body), form: parseFormReply(part) }),
	call_permission_reply: (part) => ({ callPermission: parseCallPermission(part) }),
	// Assumption: Meta names a product payload without its fields, so these are those of `context`.
	product: (part) => ({ product: parseProduct(part) }),
	// What a business sent, as its own apps and agents report it.
	body: ({ text }) => ({ text: asNonEmptyText(text) }),
};

/** What a message says, from its type and the object of that name; any type may come from an ad. */
export function parseContent(message: IDataObject): Content {
	const type = asNonEmptyText(message.type);
	const read = getOwn(READERS, type);
	const { forwarded, frequently_forwarded: often, referred_product } = asObject(message.context);
	return {
		...(type && read ? read(asObject(message[type]), message) : {}),
		...(isObject(referred_product) ? { product: parseProduct(referred_product) } : {}),
		...(isObject(message.referral) ? { referral: parseReferral(message.referral) } : {}),
		...(forwarded === true || often === true ? { forwarded: true } : {}),
	};
}

/** Whether the type is one that the table above reads. */
export function isKnownType(type: unknown): boolean {
	return getOwn(READERS, type) !== undefined;
}

function parseMedia(part: IDataObject): Content {
	const content: EventMedia = {
		id: asNonEmptyText(part.id) ?? null,
		mimeType: asNonEmptyText(part.mime_type) ?? null,
		sha256: asNonEmptyText(part.sha256) ?? null,
		fileName: asNonEmptyText(part.filename) ?? null,
		caption: asNonEmptyText(part.caption) ?? null,
		voice: part.voice === true,
		url: asNonEmptyText(part.url) ?? asNonEmptyText(part.link) ?? null,
	};
	return { media: content, text: content.caption ?? undefined };
}

function parseLocation(part: IDataObject): EventLocation | undefined {
	const latitude = asNumber(part.latitude);
	const longitude = asNumber(part.longitude);
	if (latitude === null || longitude === null) return undefined;
	return {
		latitude,
		longitude,
		name: asNonEmptyText(part.name) ?? null,
		address: asNonEmptyText(part.address) ?? null,
	};
}

function parseButton(id: unknown, title: unknown): Content {
	const text = asNonEmptyText(title) ?? '';
	return { button: { id: asNonEmptyText(id) ?? text, title: text }, text: text || undefined };
}

/** By the object that is there: Meta's own example of an address says another `type`. */
function parseInteractive(part: IDataObject): Content {
	for (const [type, read] of Object.entries(INTERACTIVE_READERS)) {
		const chosen = getOwn(part as Record<string, unknown>, type);
		if (isObject(chosen)) return read(chosen);
	}
	return {};
}
