import type { TemplateDefinition } from '../messages/template/parseTemplate';
import type { TemplateKey } from '../messages/template/templateKey';
import type { OutboundMessage, ResolvedMessage } from '../messages/types';
import type { ApiCall, ApiCalls } from './apiCalls';
import type { ProviderError } from '../core/providerError';
import type { SendResult, Rejected } from '../core/result';
import type { Violation } from '../core/validation';
import type { MediaFile } from '../messages/mediaSource';
import type { ProviderRequest, ProviderResponse, Account } from './request';
import type { WebhookAdapter } from './webhook';
import type { Capabilities } from './capabilities';

/** Names of fields in whose description a provider has a say. */
export type FieldWithNotes =
	| 'callbackData'
	| 'category'
	| 'country'
	| 'marketingMessages'
	| 'outsideWindow'
	| 'senderId';

/**
 * One provider. Its functions are pure: no HTTP, no clock, no n8n. Only an API call's `buildRequest` may await a
 * file's bytes, which n8n stores.
 */
export interface Provider {
	/** The value of the nodes' `provider` parameter. */
	name: string;
	displayName: string;
	/** Name of the credential type. */
	credential: string;
	capabilities: Capabilities;
	/** A phone number as people write it where the provider works, for placeholders. */
	exampleNumber: string;
	/** What a person should know about this provider's recipients, in a sentence. */
	recipientNote?: string;
	/** The same for other fields, in sentences that are added to the field's description. */
	fieldNotes?: Readonly<Partial<Record<FieldWithNotes, string>>>;

	/**
	 * Tells this account from others that one credential may hold at different times, such as its
	 * URL. Contains no secret.
	 */
	getAccountKey(account: Account): string;

	/**
	 * The recipient as outputs and events show it, from any usual notation: digits with country code,
	 * the BSUID, or a group's ID. Throws `InvalidRecipientError` with advice when this provider cannot reach it.
	 */
	parseRecipient(typed: string): string;
	/** Several recipients as the request writes them; only with `recipientsPerRequest`. */
	joinRecipients?(recipients: string[]): string;

	/** What is wrong with this message for this one recipient; its other recipients may still get it. */
	validateRecipient?(recipient: string, message: OutboundMessage, account: Account): Violation[];
	/** What is wrong with a message for this provider and account, found before anything is sent. */
	validate(message: OutboundMessage, account: Account): Violation[];
	/** The request that sends one message to one or (with `recipientsPerRequest`) several recipients. */
	buildSendRequest(
		message: ResolvedMessage,
		recipients: string[],
		account: Account,
	): ProviderRequest;
	/** One result per recipient, in their order. */
	parseSendResponse(
		response: ProviderResponse,
		recipients: string[],
		account: Account,
	): SendResult[];

	upload?: {
		/** @param senderId of the message that the file is for */
		buildRequest(
			file: MediaFile,
			bytes: Buffer,
			account: Account,
			senderId: string | undefined,
		): ProviderRequest;
		/** The media ID, or what went wrong. */
		parseResponse(response: ProviderResponse, account: Account): { id: string } | Rejected;
	};

	markAsRead?: {
		buildRequest(messageId: string, showTyping: boolean, account: Account): ProviderRequest;
		parseResponse(response: ProviderResponse, account: Account): SendResult;
	};

	/** The API calls other than sending: exactly the operations of `capabilities.resources`. */
	apiCalls: ApiCalls;
	/** Only with `capabilities.templateList`. */
	templates?: {
		/** Whether a message needs its template's namespace. */
		needsNamespace(account: Account): boolean;
		/** All templates of the account, every page. */
		list(): ApiCall<TemplateDefinition[]>;
		/**
		 * Why a template cannot be sent, or undefined when it can.
		 * @param templates all of the account's
		 */
		getTemplateError(
			key: TemplateKey,
			templates: readonly TemplateDefinition[],
		): ProviderError | undefined;
	};

	/** Absent for a provider that documents no webhook. */
	webhook?: WebhookAdapter;
}
