import type { IDataObject } from 'n8n-workflow';
import { entryOf, isObject, objectOf, recordsOf, textOf } from '../../events/fields';
import type { EventLocation, EventMedia, WhatsAppEvent } from '../../events/types';
import { asNumber } from '../reply';

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
	text: ({ body }) => ({ text: textOf(body) }),
	image: media,
	video: media,
	audio: media,
	voice: (part) => media({ ...part, voice: true }),
	document: media,
	sticker: media,
	location: (part) => ({ location: location(part) }),
	contacts: (_part, { contacts }) => ({ contacts: recordsOf(contacts) }),
	reaction: ({ message_id, emoji }) => ({
		reaction: { messageId: textOf(message_id) ?? '', emoji: textOf(emoji) ?? '' },
	}),
	button: ({ payload, text }) => tapped(payload, text),
	interactive,
	order: (part) => ({ order: part, text: textOf(part.text) }),
	system: ({ body }) => ({ text: textOf(body) }),
	edit: ({ original_message_id, message }) => ({
		...readContent(objectOf(message)),
		replyTo: textOf(original_message_id),
	}),
	revoke: ({ original_message_id }) => ({ replyTo: textOf(original_message_id) }),
};

/** `interactive.type` → what was chosen. A sent Flow or address has its answer in `raw`. */
const INTERACTIVE_READERS: Readonly<Record<string, (part: IDataObject) => Content>> = {
	button_reply: ({ id, title }) => tapped(id, title),
	list_reply: ({ id, title }) => tapped(id, title),
	nfm_reply: ({ body }) => ({ text: textOf(body) }),
};

/** What a message says, from its type and the object of that name. */
export function readContent(message: IDataObject): Content {
	const type = textOf(message.type);
	const read = entryOf(READERS, type);
	return type && read ? read(objectOf(message[type]), message) : {};
}

/** Whether the type is one that the table above reads. */
export function isKnownType(type: unknown): boolean {
	return entryOf(READERS, type) !== undefined;
}

function media(part: IDataObject): Content {
	const content: EventMedia = {
		id: textOf(part.id) ?? null,
		mimeType: textOf(part.mime_type) ?? null,
		sha256: textOf(part.sha256) ?? null,
		fileName: textOf(part.filename) ?? null,
		caption: textOf(part.caption) ?? null,
		voice: part.voice === true,
		url: textOf(part.url) ?? textOf(part.link) ?? null,
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
		name: textOf(part.name) ?? null,
		address: textOf(part.address) ?? null,
	};
}

function tapped(id: unknown, title: unknown): Content {
	const text = textOf(title) ?? '';
	return { button: { id: textOf(id) ?? text, title: text }, text: text || undefined };
}

function interactive(part: IDataObject): Content {
	const type = textOf(part.type);
	const read = entryOf(INTERACTIVE_READERS, type);
	const chosen = type === undefined ? undefined : part[type];
	return read && isObject(chosen) ? read(chosen) : {};
}
