/** The types that the sandbox's modules share. */

export type ProviderName = 'dialog360' | 'bulk360' | 'socnet' | 'modica';
export type Hosting = 'cloud' | 'onPremise' | 'sandbox';
export type Json = Record<string, unknown>;

export interface UploadedFile {
	field: string;
	fileName: string;
	mimeType: string;
	data: Buffer;
}

/** What a provider's server sees: the path is the one below the account's prefix. */
export interface ProviderRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Parsed JSON, form or multipart fields; undefined when there is none or it is unreadable. */
	body: unknown;
	encoding: 'none' | 'json' | 'form' | 'multipart' | 'other';
	raw: Buffer | undefined;
	files: UploadedFile[];
}

export interface ProviderResponse {
	status: number;
	/** Buffers and strings go out as they are, everything else as JSON. */
	body: unknown;
	headers?: Record<string, string>;
	contentType?: string;
}

export interface LoggedRequest {
	at: string;
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: unknown;
	bodyText?: string;
	files?: Array<{
		field: string;
		fileName: string;
		mimeType: string;
		size: number;
		sha256: string;
	}>;
	/** null: the connection ended without a response. */
	status: number | null;
	response: unknown;
	fault?: string;
	/** Until the response was sent. */
	ms: number;
}

export interface MessageStatus {
	status: string;
	at: string;
	code?: string;
}

export interface StoredMessage {
	id: string;
	to: string;
	at: string;
	type: string;
	payload: unknown;
	text?: string;
	statuses: MessageStatus[];
	callbackData?: string;
	reference?: string;
	/** Meta's pricing category, or 'service' for a free-form message. */
	category: string;
	/** The recipient's own business-scoped user id, if addressed by it or by the parent one. */
	userId?: string;
	/** The parent business-scoped user id that the recipient was addressed by. */
	parentUserId?: string;
	source?: string;
	/** Of the template that WhatsApp made of a message without one. */
	templateId?: string;
}

export interface ConversationEntry {
	direction: 'in' | 'out';
	at: string;
	id: string;
	type: string;
	text?: string;
	media?: { id?: string; mimeType?: string; link?: string };
	payload: unknown;
	status?: string;
	/** Of a failure. */
	code?: string;
	reason?: string;
	/** Of a message of the business that this account did not send. */
	by?: string;
	/** Who of a group wrote it. */
	member?: string;
	/** What a message of the business is billed as. */
	price?: { category: string; billable: boolean };
	/** Account's clock: until then the business shows "typing…". */
	typingUntil?: string;
}

export interface Contact {
	customer: string;
	name?: string;
	userId?: string;
	/** Shown instead of the number; no address. */
	username?: string;
	/** Role of the app or person that holds the conversation; absent: the account itself. */
	heldBy?: string;
	/** The customer wants no marketing messages. */
	marketingStopped?: boolean;
	/** When the customer last came from an ad or a post. */
	referredAt?: number;
	lastInboundAt?: number;
	blocked: boolean;
	phoneOff: boolean;
	entries: ConversationEntry[];
}

export interface Outcome {
	to: string;
	/** How many messages it holds for; null: all of them. */
	times: number | null;
	final?: 'delivered' | 'read' | 'played' | 'failed' | 'expired';
	code?: string;
	title?: string;
	reject?: { code: string };
}

export interface StoredMedia {
	id: string;
	data: Buffer;
	mimeType: string;
	sha256: string;
	fileName: string;
	at: number;
	origin: 'business' | 'customer';
	hash: string;
}

export interface WebhookRequest {
	url: string;
	method: 'GET' | 'POST';
	headers: Record<string, string>;
	body: string | undefined;
	/** Sent once this request got 200 (360dialog's additional webhooks). */
	andThen?: WebhookRequest[];
}

export interface DeliveryAttempt {
	at: string;
	url: string;
	method: string;
	headers: Record<string, string>;
	body: string | undefined;
	status: number | null;
	attempt: number;
	response?: string;
	error?: string;
	ms: number;
}

/** A message that a customer wrote, before a provider's dialect is put on it. */
export interface Inbound {
	id: string;
	contact: Contact;
	from: string;
	at: number;
	/** Cloud API message object without from, id and timestamp. */
	message: Json & { type: string };
}

export interface TemplateButton extends Json {
	type: string;
	text?: string;
	url?: string;
}

export interface TemplateComponent extends Json {
	type: string;
	format?: string;
	text?: string;
	buttons?: TemplateButton[];
	cards?: Array<{ components: TemplateComponent[] }>;
}

export interface Template {
	id: string;
	name: string;
	language: string;
	category: string;
	status: string;
	parameterFormat: 'POSITIONAL' | 'NAMED';
	components: TemplateComponent[];
	rejectedReason?: string;
}
