import type { IDataObject } from 'n8n-workflow';

/** Media types that a person can choose; a voice note travels as `audio` with a flag. */
export type MediaType = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

/** A file of the workflow's, read only when it is needed: a run may hold hundreds of them. */
export interface MediaFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes. */
	size: number;
	/** Gives the bytes. */
	load(): Promise<Buffer>;
}

/** Where the bytes of a media message come from. Exactly one. */
export type MediaSource = { file: MediaFile } | { link: string } | { id: string };

export interface MediaContent {
	type: 'media';
	mediaType: MediaType;
	source: MediaSource;
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
	/** WhatsApp Business API client (On-Premise) only. */
	namespace?: string;
}

/** An approved wording, for providers that recognise a template by its text. */
export interface WordingContent {
	type: 'wording';
	body: string;
	/** Name of the approved template, where the provider takes one (Socnet). */
	templateName?: string;
}

/** What a message says, free of any provider. */
export type MessageContent = TextContent | MediaContent | TemplateContent | WordingContent;

/** One message to one or several recipients, free of any provider. */
export interface OutboundMessage {
	content: MessageContent;
	/** Message that this one quotes. */
	replyToMessageId?: string;
	/** Text that comes back with each status of this message. */
	callbackData?: string;
	/** Which of the account's numbers sends, where an account has several (Modica's `source`). */
	senderId?: string;
}

/** Tells the customer that a message was read. */
export interface ReadReceipt {
	messageId: string;
	/** Show that an answer is being typed; WhatsApp ends it with the answer, or after 25 seconds. */
	showTyping: boolean;
}

/** A message whose file, if it had one, is uploaded: media is an id or a link from here on. */
export type ReadyMessage = OutboundMessage & {
	content: Exclude<MessageContent, MediaContent> | ReadyMedia;
};

export type ReadyMedia = Omit<MediaContent, 'source'> & {
	source: { link: string } | { id: string };
};

/** Something wrong with a message, found before it is sent. */
export interface Violation {
	/** The field's label in the editor. */
	field: string;
	/** What is wrong and what would be right. */
	problem: string;
}
