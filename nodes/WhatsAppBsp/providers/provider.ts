import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
} from 'n8n-workflow';
import type { EventKind, WhatsAppEvent } from '../events/types';
import type { TemplateDefinition } from '../messages/template/definition';
import type { MediaFile, OutboundMessage, ResolvedMessage, Violation } from '../messages/types';
import type { RateLimits } from '../sending/types';
import type { ApiCall, ApiCalls, ResourceCapabilities } from './calls';
import type { ProviderError } from './errorTable';

/** The value of the nodes' `provider` parameter. */
export type ProviderName = 'dialog360' | 'bulk360' | 'socnet' | 'modica';

/** Values of the `operation` parameter of resource `message`. */
export type MessageOperation =
	| 'sendText'
	| 'sendTemplate'
	| 'sendMedia'
	| 'sendInteractive'
	| 'sendLocation'
	| 'sendContacts'
	| 'sendReaction'
	| 'sendRaw'
	| 'markAsRead';

/** Values of `mediaSource`. */
export type MediaSourceName = 'binary' | 'url' | 'id';

/** A request to the provider, without its secret: n8n adds that from the credential. */
export interface ProviderRequest {
	method: IHttpRequestMethods;
	/** Absolute URL on the account's own host. */
	url: string;
	headers?: Record<string, string>;
	qs?: Record<string, string>;
	/** JSON by default; `URLSearchParams`-like text fields when `form` is set. */
	body?: IDataObject | Buffer | FormData;
	form?: boolean;
	/** The answer is a file. */
	binary?: boolean;
}

/** The provider's answer, read but not judged. */
export interface ProviderResponse {
	statusCode: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The parsed JSON, or undefined when the body is none. */
	json: unknown;
	/** The body as text. */
	text: string;
	/** The bytes of a file that was asked for. */
	bytes?: Buffer;
}

/** What became of one recipient's message. */
export type SendResult = Accepted | Rejected;

export interface Accepted {
	accepted: true;
	/** The id that this recipient's later DN, DLR or status carries; null when the provider gave none. */
	messageId: string | null;
	/** What WhatsApp calls the recipient, when it differs from what was typed. */
	to?: string;
	cost?: number | null;
	currency?: string | null;
	balance?: number | null;
	/** Set when not the message itself but what stands in for it was taken. */
	sentAs?: 'template';
}

export interface Rejected {
	accepted: false;
	error: ProviderError;
	/**
	 * True when the answer does not tell whether the message was taken (an unreadable 200): it must
	 * never be sent again by itself.
	 */
	outcomeUnknown?: boolean;
}

/** What a provider can do. The node's fields, the README's table and the tests are read from it. */
export interface Capabilities {
	message: readonly MessageOperation[];
	/** Operations of the resources beside `message`; `calls` holds how they are asked. */
	resources: ResourceCapabilities;
	/** The account's templates can be listed, so that their fields are known. */
	templateList: boolean;
	/** How a template is named: by its name and language, by its approved wording, or by name and text. */
	templates: 'nameAndLanguage' | 'wording' | 'nameAndText';
	/** `native`: real media messages; `link`: caption and link as text. */
	media: 'native' | 'link';
	mediaSources: readonly MediaSourceName[];
	/** A message can quote an earlier one. */
	replies: boolean;
	/** Text that comes back with each status. */
	callbackData: boolean;
	previewUrl: boolean;
	typingIndicator: boolean;
	/** The message can name which of the account's numbers sends it. */
	senderId: boolean;
	/** Several recipients share one request while their joined text stays within this many characters. */
	recipientsPerRequest?: { joinedLength: number };
	/** What an account takes unless the user says otherwise. */
	sending: RateLimits;
}

/** The account that a request is made for: its credential's decrypted fields. */
export type Account = ICredentialDataDecryptedObject;

/** One provider. All functions are pure: no HTTP, no clock, no n8n. */
export interface Provider {
	name: ProviderName;
	displayName: string;
	/** Name of the credential type. */
	credential: string;
	capabilities: Capabilities;
	/** A phone number as people write it where the provider works, for placeholders. */
	exampleNumber: string;
	/** What a person should know about this provider's recipients, in a sentence. */
	recipientNote?: string;

	/**
	 * The recipient as it stands in outputs and events, from any usual notation: digits with country
	 * code, or the BSUID. Throws `InvalidRecipient` with advice when this provider cannot reach it.
	 */
	parseRecipient(typed: string): string;
	/** Several recipients as the request writes them; only with `recipientsPerRequest`. */
	joinRecipients?(recipients: string[]): string;

	/** What is wrong with a message for this provider, found before anything is sent. */
	validate(message: OutboundMessage): Violation[];
	/** The request that sends one message to one or (with `recipientsPerRequest`) several recipients. */
	buildSendRequest(message: ResolvedMessage, recipients: string[], account: Account): ProviderRequest;
	/** One outcome per recipient, in their order. */
	parseSendResponse(response: ProviderResponse, recipients: string[], account: Account): SendResult[];

	upload?: {
		/** @param senderId of the message that the file is for */
		request(
			file: MediaFile,
			bytes: Buffer,
			account: Account,
			senderId: string | undefined,
		): ProviderRequest;
		/** The media id, or what went wrong. */
		reply(response: ProviderResponse, account: Account): { id: string } | Rejected;
	};

	markAsRead?: {
		request(messageId: string, showTyping: boolean, account: Account): ProviderRequest;
		reply(response: ProviderResponse, account: Account): SendResult;
	};

	/** What can be asked beside sending: exactly the operations of `capabilities.resources`. */
	apiCalls: ApiCalls;
	/** Only with `capabilities.templateList`. */
	templates?: {
		/** All templates of the account, every page. */
		list(): ApiCall<TemplateDefinition[]>;
		/** Why a template cannot be sent, or undefined when it can. */
		refusal(
			name: string,
			language: string,
			definition: TemplateDefinition | undefined,
		): ProviderError | undefined;
	};

	/** Absent for a provider that documents no webhook. */
	webhook?: WebhookAdapter;
}

/** What came in, before anyone believed it. */
export interface WebhookRequest {
	method: string;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	query: IDataObject;
	/** As n8n's body parser left it: object, array, text or undefined. */
	body: unknown;
	/** The exact bytes, where n8n has them. */
	rawBody?: Buffer;
}

/** Whether a call is genuine. The reason holds no secret: it goes into the answer and the log. */
export type VerificationResult = { valid: true } | { valid: false; reason: string };

/** What a call's parameters hold, and how the user's account spells them. */
export type FieldAliases = Partial<
	Record<'from' | 'id' | 'name' | 'status' | 'text' | 'time' | 'to', string>
>;

export interface WebhookAdapter {
	/** HTTP methods that the provider calls with. */
	methods: readonly IHttpRequestMethods[];
	/** What to do at the provider so that it calls, for the notice in the editor, which shows plain text. */
	notice: string;
	/** Kinds of events that the provider can send: what the trigger offers. */
	eventKinds: readonly EventKind[];
	/**
	 * Whether the call comes from the provider.
	 * @param secretHeader what this trigger registered, for providers that take a header (360dialog)
	 */
	verify(request: WebhookRequest, account: Account, secretHeader?: SecretHeader): VerificationResult;
	/** What the credential lacks so that anybody who knows the URL may call, in words; undefined: nothing. */
	getMissingWebhookSecret?(account: Account): string | undefined;
	/**
	 * Where a call carries a secret of this trigger's own: header names in lower case, and parameters of
	 * the URL. They are shown nowhere and passed on to nobody.
	 */
	secretLocations: { headers?: readonly string[]; query?: readonly string[] };
	/**
	 * Every event in the call, or undefined when its body is no webhook of this provider.
	 * Throws only at a body that is nested too deeply for `JSON.stringify`.
	 * @param receivedAt time of receipt, for events without a time of their own
	 * @param names only with `namesVary`
	 */
	parseEvents(
		request: WebhookRequest,
		receivedAt: Date,
		names?: FieldAliases,
	): WhatsAppEvent[] | undefined;
	/** An account may spell its parameters differently: see `FieldNames`. */
	supportsFieldAliases?: boolean;
	/** Only for providers whose webhook is set by request rather than in a portal. */
	registration?: WebhookRegistration;
}

/** A header, made at activation, that the provider sends with each call. */
export interface SecretHeader {
	name: string;
	value: string;
}

/** A webhook as the provider has it. */
export interface RegisteredWebhook {
	url: string;
	headers: Record<string, string>;
}

export interface WebhookRegistration {
	/** Why the provider would not take this URL and what to change, or undefined when it would. */
	validateUrl(url: string, account: Account): string | undefined;
	buildGet(account: Account): ProviderRequest;
	/** What is registered: undefined when nothing is, an error when the answer says no. */
	parseGet(response: ProviderResponse): RegisteredWebhook | undefined | Rejected;
	buildSet(webhook: RegisteredWebhook, account: Account): ProviderRequest;
	parseSet(response: ProviderResponse): undefined | Rejected;
	/** Only where a number can have further webhooks beside its own. */
	additional?: AdditionalWebhooks;
}

/** A webhook that gets a copy of what the number's own gets. */
export interface AdditionalWebhook extends RegisteredWebhook {
	name: string;
}

export interface AdditionalWebhooks {
	/** How many a number can have. */
	max: number;
	/** Whether this kind of account has them. */
	isSupported(account: Account): boolean;
	buildGet(account: Account): ProviderRequest;
	parseGet(response: ProviderResponse): AdditionalWebhook[] | Rejected;
	/** Replaces all of them. */
	buildSet(webhooks: readonly AdditionalWebhook[], account: Account): ProviderRequest;
	parseSet(response: ProviderResponse): undefined | Rejected;
}

/** A recipient that no message can reach, with advice on how to write it. */
export class InvalidRecipientError extends Error {
	constructor(
		readonly typed: string,
		readonly advice: string,
	) {
		super(`'${typed}' is not a valid recipient`);
		this.name = 'InvalidRecipient';
	}
}
