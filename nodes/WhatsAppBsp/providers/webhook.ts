import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import type { Rejected } from '../core/result';
import type { ProviderRequest, ProviderResponse, Account } from './request';
import type { EventKind, WhatsAppEvent } from '../core/event';

/** A webhook request, before it is verified. */
export interface WebhookRequest {
	method: string;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	query: IDataObject;
	/** The query's bytes as they came, without `?`, where n8n has them. */
	rawQuery?: string;
	/** As n8n's body parser left it: object, array, text or undefined. */
	body: unknown;
	/** The exact bytes, where n8n has them. */
	rawBody?: Buffer;
}

/** Whether a request is verified. The reason holds no secret: it goes into the response and the log. */
export type VerificationResult = { valid: true } | { valid: false; reason: string };

/** What a request's parameters hold, and how the user's account spells them. */
export type FieldAliases = Partial<
	Record<'from' | 'id' | 'name' | 'status' | 'text' | 'time' | 'to', string>
>;

/** A header, made at activation, that the provider sends with each request. */
export interface SecretHeader {
	name: string;
	value: string;
}

/** A webhook as the provider has it. */
export interface RegisteredWebhook {
	url: string;
	headers: Record<string, string>;
}

/** Says that a trigger of this package registered a webhook. Hyphens only: 360dialog doesn’t accept underscores. */
export const VERIFICATION_HEADER = 'X-N8N-Webhook-Token';

/** A registered header, whatever its name's case. */
export function getHeader({ headers }: RegisteredWebhook, wanted: string): string | undefined {
	const name = Object.keys(headers).find((each) => each.toLowerCase() === wanted.toLowerCase());
	return name === undefined ? undefined : headers[name];
}

/** A webhook that gets a copy of what the number's own gets. */
export interface AdditionalWebhook extends RegisteredWebhook {
	/** Different for each of a number's. */
	name: string;
}

/** Unless enabled, none of them is called. */
export interface AdditionalWebhookList {
	enabled: boolean;
	webhooks: AdditionalWebhook[];
}

/**
 * The list of a number's further webhooks. All functions are pure: `parseGet` reads the response to `buildGet`, and
 * `parseSet` those to the requests that change something.
 */
export interface AdditionalWebhooks {
	/** How many a number can have. */
	max: number;
	/** Whether this kind of account has them. */
	isSupported(account: Account): boolean;
	buildGet(account: Account): ProviderRequest;
	parseGet(response: ProviderResponse): AdditionalWebhookList | Rejected;
	/** Switches the list on, with these in addition to what it has, or off. */
	buildSwitch(list: AdditionalWebhookList, account: Account): ProviderRequest;
	/** Adds some to a list that is on; their names must be new. */
	buildAdd(webhooks: readonly AdditionalWebhook[], account: Account): ProviderRequest;
	/** Changes the one with this name, in a list that is on. */
	buildUpdate(webhook: AdditionalWebhook, account: Account): ProviderRequest;
	buildRemove(name: string, account: Account): ProviderRequest;
	parseSet(response: ProviderResponse): undefined | Rejected;
}

/**
 * How a trigger, and the operations on a number's webhook, look the main webhook up and replace it. All functions are
 * pure: each `parse…` reads the response to the request of the `build…` with the same ending.
 */
export interface WebhookRegistration {
	/** A number that the provider gives to everyone for tests: nobody depends on its webhook. */
	isTestAccount(account: Account): boolean;
	/** What the header of this trigger's webhook is derived from; undefined when the account has none. */
	getSecret(account: Account): string | undefined;
	/** Why the provider would not take this URL and what to change, or undefined when it would. */
	validateUrl(url: string, account: Account): string | undefined;
	/** What is wrong with the name of a header, as a violation says it, or undefined. */
	validateHeaderName(name: string): string | undefined;
	buildGet(account: Account): ProviderRequest;
	/** What is registered: undefined when nothing is, an error when the response says no. */
	parseGet(response: ProviderResponse): RegisteredWebhook | undefined | Rejected;
	buildSet(webhook: RegisteredWebhook, account: Account): ProviderRequest;
	parseSet(response: ProviderResponse): undefined | Rejected;
	/** Only where a number can have further webhooks in addition to its main one. */
	additional?: AdditionalWebhooks;
}

/**
 * What a provider sends to a webhook: which events, and how a request proves where it comes from. All functions are
 * pure; the time of receipt is given to them.
 */
export interface WebhookAdapter {
	/** HTTP methods that the provider calls with. */
	methods: readonly IHttpRequestMethods[];
	/** What to do at the provider so that it calls, for the notice in the editor, which shows plain text. */
	notice: string;
	/** Kinds of events that the provider can send: what the trigger offers. */
	eventKinds: readonly EventKind[];
	/**
	 * Whether the request comes from the provider.
	 * @param secretHeader what this trigger registered, for providers that take a header (360dialog)
	 */
	verify(
		request: WebhookRequest,
		account: Account,
		secretHeader?: SecretHeader,
	): VerificationResult;
	/** What the credential lacks so that anybody who knows the URL may send requests, in words; undefined: nothing. */
	getMissingWebhookSecret?(account: Account): string | undefined;
	/** How a message's ID reads in a response and a receipt alike, where the two may write it differently. */
	normalizeMessageId?(messageId: string): string;
	/** The credential's secrets that a request proves itself with, to hide them wherever it repeats them. */
	getSecrets?(account: Account): string[];
	/** The host whose media links may be opened, for providers that send links. */
	getMediaHost?(account: Account): string | undefined;
	/**
	 * Where a request carries a secret of this trigger's own: header names in lower case, and parameters of
	 * the URL. They are shown nowhere and passed on to nobody.
	 */
	secretLocations: { headers?: readonly string[]; query?: readonly string[] };
	/**
	 * Every event in the request: none where a portal only tests the URL, undefined when its body is no
	 * webhook of this provider.
	 * Throws only at a body that is nested too deeply for `JSON.stringify`.
	 * @param receivedAt time of receipt, for events without a time of their own
	 * @param names only with `supportsFieldAliases`
	 */
	parseEvents(
		request: WebhookRequest,
		receivedAt: Date,
		names?: FieldAliases,
	): WhatsAppEvent[] | undefined;
	/** What doesn't get 200 is documented to be delivered again. */
	redelivers?: true;
	/** A customer's quote names the quoted message by the ID that sending it gave. */
	quotesSentIds?: true;
	/** An account may spell its parameters differently: see `FieldAliases`. */
	supportsFieldAliases?: boolean;
	/** Only for providers whose webhook is set by request rather than in a portal. */
	registration?: WebhookRegistration;
}
