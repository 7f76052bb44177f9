import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../core/validation';
import type { Contact } from './contacts';
import type { Interactive } from './interactive/types';
import type { ResolvedSource, MediaSource } from './mediaSource';

/** Media types that a person can choose; a voice note travels as `audio` with a flag. */
export type MediaType = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

export interface MediaContent<S = MediaSource> {
	type: 'media';
	mediaType: MediaType;
	source: S;
	caption?: string;
	/** Name that the recipient sees on a document. */
	fileName?: string;
}

export interface TextContent {
	type: 'text';
	body: string;
	/** Show a preview of the first link. */
	previewUrl?: boolean;
}

/** A template by name, the way the Cloud API takes it. */
export interface TemplateContent {
	type: 'template';
	name: string;
	/** Language code as in the template, such as `en_US`. */
	language: string;
	/** Components in the Cloud API's own words. */
	components: IDataObject[];
	/** The message as the customer will read it, where the definition is known. */
	preview?: string;
	/** WhatsApp Business API client (On-Premise) only. */
	namespace?: string;
}

/** An approved wording, for providers that recognise a template by its text. */
export interface ApprovedTextContent {
	type: 'wording';
	body: string;
	/** Name of the approved template, where the provider takes one (Socnet). */
	templateName?: string;
}

/** A place on earth. */
export interface LocationContent {
	type: 'location';
	/** Degrees; NaN when what was entered is no number. */
	latitude: number;
	longitude: number;
	name?: string;
	address?: string;
}

/** Contact cards. */
export interface ContactsContent {
	type: 'contacts';
	contacts: Contact[];
}

/** An emoji on a message; null takes the reaction off again. */
export interface ReactionContent {
	type: 'reaction';
	messageId: string;
	emoji: string | null;
}

/** A message in the Cloud API's JSON, as somebody wrote it: `type` and the object named after it. */
export interface RawContent {
	type: 'raw';
	body: IDataObject;
}

export interface InteractiveContent<S = MediaSource> {
	type: 'interactive';
	interactive: Interactive<S>;
}

/** What a message says, free of any provider. `S`: where its media may come from. */
export type MessageContent<S = MediaSource> =
	| TextContent
	| MediaContent<S>
	| TemplateContent
	| ApprovedTextContent
	| InteractiveContent<S>
	| LocationContent
	| ContactsContent
	| ReactionContent
	| RawContent;

/** A template that is sent instead of a message; with violations, it cannot be sent. */
export type WindowFallback = TemplateContent & { violations?: Violation[] };

/** One message to one or several recipients, free of any provider. */
export interface OutboundMessage<S = MediaSource> {
	content: MessageContent<S>;
	/** Message that this one quotes. */
	replyToMessageId?: string;
	/** Text that comes back with each status of this message. */
	callbackData?: string;
	/** Which of the account's numbers sends, where an account has several (Modica's `source`). */
	senderId?: string;
	/** Sent instead when the provider says that the customer has not written lately (131047, 470). */
	outsideWindow?: WindowFallback;
	/** Where this message stands among those that one long text was cut into. */
	part?: { number: number; of: number };
}

/** Tells the customer that a message was read. */
export interface ReadReceipt {
	messageId: string;
	/** Show that an answer is being typed; WhatsApp ends it with the answer, or after 25 seconds. */
	showTyping: boolean;
}

/** A message whose files, if it had any, are uploaded: media is an id or a link from here on. */
export type ResolvedMessage = OutboundMessage<ResolvedSource>;

export type ResolvedMedia = MediaContent<ResolvedSource>;
