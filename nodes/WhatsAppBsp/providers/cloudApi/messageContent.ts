import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asNumber, asObject, asObjects, getOwn, isObject } from '../../core/parse';
import type { EventLocation, EventMedia, WhatsAppEvent } from '../../core/event';

/** The part of an event that depends on the message type. */
export type Content = Pick<
	WhatsAppEvent,
	'text' | 'media' | 'button' | 'location' | 'contacts' | 'reaction' | 'order' | 'replyTo'
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
	image: media,
	video: media,
	audio: media,
	voice: (part) => media({ ...part, voice: true }),
	document: media,
	sticker: media,
	location: (part) => ({ location: location(part) }),
	contacts: (_part, { contacts }) => ({ contacts: asObjects(contacts) }),
	reaction: ({ message_id, emoji }) => ({
		reaction: { messageId: asNonEmptyText(message_id) ?? '', emoji: asNonEmptyText(emoji) ?? '' },
	}),
	button: ({ payload, text }) => parseButton(payload, text),
	interactive,
	order: (part) => ({ order: part, text: asNonEmptyText(part.text) }),
	system: ({ body }) => ({ text: asNonEmptyText(body) }),
	edit: ({ original_message_id, message }) => ({
		...parseContent(asObject(message)),
		replyTo: asNonEmptyText(original_message_id),
	}),
	revoke: ({ original_message_id }) => ({ replyTo: asNonEmptyText(original_message_id) }),
};

/** `interactive.type` → what was chosen. A sent Flow or address has its answer in `raw`. */
const INTERACTIVE_READERS: Readonly<Record<string, (part: IDataObject) => Content>> = {
	button_reply: ({ id, title }) => parseButton(id, title),
	list_reply: ({ id, title }) => parseButton(id, title),
	nfm_reply: ({ body }) => ({ text: asNonEmptyText(body) }),
};

/** What a message says, from its type and the object of that name. */
export function parseContent(message: IDataObject): Content {
	const type = asNonEmptyText(message.type);
	const read = getOwn(READERS, type);
	return type && read ? read(asObject(message[type]), message) : {};
}

/** Whether the type is one that the table above reads. */
export function isKnownType(type: unknown): boolean {
	return getOwn(READERS, type) !== undefined;
}

function media(part: IDataObject): Content {
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

function location(part: IDataObject): EventLocation | undefined {
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

function interactive(part: IDataObject): Content {
	const type = asNonEmptyText(part.type);
	const read = getOwn(INTERACTIVE_READERS, type);
	const chosen = type === undefined ? undefined : part[type];
	return read && isObject(chosen) ? read(chosen) : {};
}
