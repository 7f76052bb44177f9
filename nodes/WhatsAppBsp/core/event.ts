import type { IDataObject } from 'n8n-workflow';
import type { ProviderError } from './providerError';

/** What a webhook can be about. */
export type EventKind = 'message' | 'status' | 'template' | 'account' | 'contact' | 'other';

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
	/** Stable across redeliveries: what duplicates are recognized by. */
	id: string;
	/** When it happened, ISO 8601 in UTC; the time of receipt where the provider sends none. */
	timestamp: string;
	/** Exactly what the provider sent for this event. Only its own provider reads it. */
	raw: IDataObject;
	/** Never part of an output item. */
	internal?: EventInternals;

	/** Id of the inbound message, or of the sent message that a status is about. */
	messageId?: string;
	/** Sender of an inbound message: digits with country code, no plus. Absent for hidden numbers. */
	from?: string;
	/** Business-scoped user id (BSUID) of the sender, where the provider sends one. */
	fromUserId?: string | null;
	/** Id of the sender in the whole business portfolio, where the provider sends one. */
	fromParentUserId?: string | null;
	/** The sender's profile name. */
	fromName?: string | null;
	/** The sender's WhatsApp username: shown, but no address. */
	fromUsername?: string | null;
	/** The sender's new number, after a change. Only in contact changes. */
	newFrom?: string;
	/** The sender's new BSUID, after a change. Only in contact changes. */
	newFromUserId?: string;
	/** The group that a message was sent in. */
	groupId?: string;
	/** The business's number (inbound), or the recipient (status). */
	to?: string;
	/** The message type as the provider writes it: text, image, interactive, ... */
	type?: string;
	/** What a person would read: body, caption, or the title of the tapped button. */
	text?: string;
	media?: EventMedia | null;
	/** Id of the message that this one replies to. */
	replyTo?: string | null;
	/** True when the sender passed a message on that somebody else wrote. */
	forwarded?: boolean;
	/** What was tapped or chosen: template button, reply button or list row. */
	button?: { id: string; title: string } | null;
	location?: EventLocation | null;
	/** Contact cards, as the Cloud API writes them. */
	contacts?: IDataObject[] | null;
	/** A reaction; an empty `emoji` means that it was taken back. */
	reaction?: { messageId: string; emoji: string } | null;
	/** An order from the catalog, as the Cloud API writes it. */
	order?: IDataObject | null;
	form?: EventForm | null;
	referral?: EventReferral | null;
	callPermission?: EventCallPermission | null;
	/** Set if the sender shared their own contact because they were asked to. */
	contactRequest?: EventContactRequest | null;
	/** The product that a question is about. */
	product?: EventProduct | null;
	/**
	 * True if the customer opted out (a message such as STOP, or marketing messages stopped), false if
	 * they opted in again. Absent for everything else.
	 */
	optOut?: boolean;
	/** True if another app or a person holds the conversation, and this trigger only listens. */
	standby?: boolean;
	/** Who holds the conversation now, or on a message, what was said before it was passed on. */
	handover?: EventHandover | null;

	status?: MessageStatus;
	/** True for delivered, read, played, failed and expired. */
	isFinal?: boolean;
	/** True when a later step of the same message came before this one. Only in statuses. */
	superseded?: boolean;
	/** Position of the recipient in a request with several, where the id says so (Bulk360). */
	recipientIndex?: number;
	/** The member of a group that a status is about: number or BSUID. */
	participant?: string;
	cost?: number | null;
	pricing?: EventPricing | null;
	conversation?: EventConversation | null;
	/** Only in template changes. */
	template?: EventTemplate;
	/** Only in events about a group: its name, its members, ... */
	group?: EventGroup;
	/** What was sent along as `callbackData`. */
	callbackData?: string | null;
	/** Why a message failed, or why an inbound one could not be shown. */
	error?: ProviderError | null;
}

/** What the trigger needs to know in addition to the public fields. */
export interface EventInternals {
	/** The business's number that the event is about, where the provider says which: digits. */
	businessNumber?: string;
	/**
	 * What the steps of one message to one recipient have in common. Absent where the status that comes
	 * last counts, whatever it says.
	 */
	statusKey?: string;
	/**
	 * True for a report with neither an id nor a time of its own: the same content may come again later
	 * and be another report.
	 */
	mayRecur?: boolean;
}

/** The answers of a Flow or an address form. */
export interface EventForm {
	/** `flow` or `address_message`. */
	name: string | null;
	/** What was sent along with the form. */
	token: string | null;
	/** Text where the provider's JSON cannot be parsed. */
	values: IDataObject | string;
}

/** The ad or post that led to the chat. */
export interface EventReferral {
	sourceType: string | null;
	sourceId: string | null;
	sourceUrl: string | null;
	headline: string | null;
	body: string | null;
	mediaType: string | null;
	clickId: string | null;
}

export interface EventCallPermission {
	/** `accept` or `reject`. */
	response: string;
	isPermanent: boolean;
	/** ISO 8601 in UTC. */
	expiresAt: string | null;
}

export interface EventPricing {
	billable: boolean | null;
	category: string | null;
	type: string | null;
	model: string | null;
	/** What WhatsApp expects the message to cost, where it says so. */
	estimatedCost?: number;
	currency?: string;
}

export interface EventContactRequest {
	/** Digits with country code. */
	number: string | null;
	name: string | null;
}

export interface EventProduct {
	catalogId: string | null;
	retailerId: string | null;
}

/** Roles are WhatsApp's words: `customer_service`, `ai_agent`, `escalation`, ... */
export interface EventHandover {
	newRole: string | null;
	previousRole: string | null;
	/** The note of whoever passed the conversation on. */
	metadata: string | null;
	summary: string | null;
}

/** A template that changed. */
export interface EventTemplate {
	id: string | null;
	name: string | null;
	language: string | null;
	/** `categoryWarning`: the category is to change, or WhatsApp thinks it wrong. */
	change: 'status' | 'quality' | 'category' | 'categoryWarning' | 'content';
	/** Before the change: a quality or a category, as the provider writes it. */
	previous: string | null;
	/** After the change; a status in lower case. */
	current: string | null;
	reason: string | null;
	/** When it takes effect, where it is announced: ISO 8601 in UTC. */
	effectiveAt: string | null;
}

/** What happened to a group, or in it. Which group is in `groupId`. */
export interface EventGroup {
	subject: string | null;
	description: string | null;
	inviteLink: string | null;
	joinApprovalMode: string | null;
	/** Who was added or removed, or asks to join. */
	members: Array<{ number: string | null; userId: string | null; username: string | null }>;
	/** What did not work: a person, or `subject`, `description` or `picture`. */
	failed: Array<{ input: string | null; code: string | null; title: string | null }>;
	/** Who did it: `business` or `participant`. */
	by: string | null;
	reason: string | null;
	/** Of the request that made or changed the group. */
	requestId: string | null;
	joinRequestId: string | null;
}

export interface EventConversation {
	id: string | null;
	/** Category that opened it. */
	origin: string | null;
	/** ISO 8601 in UTC. */
	expiresAt: string | null;
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
