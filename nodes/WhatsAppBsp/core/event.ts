import type { IDataObject } from 'n8n-workflow';
import type { ProviderError } from './providerError';

/** What a webhook can be about. */
export type EventKind = 'message' | 'status' | 'template' | 'account' | 'other';

/** Where a sent message stands. */
export type MessageStatus =
	| 'accepted'
	| 'pending'
	| 'sent'
	| 'delivered'
	| 'read'
	| 'played'
	| 'failed'
	| 'expired'
	| 'unknown';

/** Statuses after which nothing worse can follow; `read` may still follow `delivered`. */
export const FINAL_STATUSES: readonly MessageStatus[] = [
	'delivered',
	'read',
	'played',
	'failed',
	'expired',
];

/**
 * One thing that happened, the same shape for every provider. A field that does not apply is absent,
 * except `event`, `provider`, `id`, `timestamp` and `raw`, which are always there.
 */
export interface WhatsAppEvent {
	event: EventKind;
	provider: string;
	/** Stable across redeliveries: what duplicates are recognised by. */
	id: string;
	/** When it happened, ISO 8601 in UTC; the time of receipt where the provider sends none. */
	timestamp: string;
	/** Exactly what the provider sent for this event. */
	raw: IDataObject;

	/** Id of the inbound message, or of the sent message that a status is about. */
	messageId?: string;
	/** Sender of an inbound message: digits with country code, no plus. Absent for hidden numbers. */
	from?: string;
	/** Business-scoped user id (BSUID) of the sender, where the provider sends one. */
	fromUserId?: string | null;
	/** The sender's profile name. */
	fromName?: string | null;
	/** The business's number (inbound), or the recipient (status). */
	to?: string;
	/** The message type as the provider writes it: text, image, interactive, ... */
	type?: string;
	/** What a person would read: body, caption, or the title of the tapped button. */
	text?: string;
	media?: EventMedia | null;
	/** Id of the message that this one answers. */
	replyTo?: string | null;
	/** What was tapped or chosen: template button, reply button or list row. */
	button?: { id: string; title: string } | null;
	location?: EventLocation | null;
	/** Contact cards, as the Cloud API writes them. */
	contacts?: IDataObject[] | null;
	/** A reaction; an empty `emoji` means that it was taken back. */
	reaction?: { messageId: string; emoji: string } | null;
	/** An order from the catalogue, as the Cloud API writes it. */
	order?: IDataObject | null;

	status?: MessageStatus;
	/** True for delivered, read, played, failed and expired. */
	isFinal?: boolean;
	/** True when a later step of the same message came before this one. Only in statuses. */
	superseded?: boolean;
	/** Position of the recipient in a request with several, where the id says so (Bulk360). */
	recipientIndex?: number;
	cost?: number | null;
	/** What was sent along as `callbackData`. */
	callbackData?: string | null;
	/** Why a message failed, or why an inbound one could not be shown. */
	error?: ProviderError | null;
}

export interface EventMedia {
	id: string | null;
	mimeType: string | null;
	sha256: string | null;
	fileName: string | null;
	caption: string | null;
	/** True for a voice note. */
	voice: boolean;
	url: string | null;
	/** Why the file is not in the item, where it was to be downloaded. */
	notDownloaded?: string;
}

export interface EventLocation {
	latitude: number;
	longitude: number;
	name: string | null;
	address: string | null;
}
