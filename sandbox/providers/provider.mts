import type { Account } from '../core/account.mts';
import type {
	Contact,
	ProviderResponse,
	Inbound,
	Json,
	ProviderName,
	ProviderRequest,
	StoredMessage,
	WebhookRequest,
} from '../core/types.mts';

export interface StatusEvent {
	/** sent, delivered, read, played, failed, expired; anything else is passed on as it is. */
	status: string;
	code?: string;
	title?: string;
	details?: string;
}

export interface Provider {
	name: ProviderName;
	/** It reports a failure only after it has reported `sent`. */
	sentBeforeFailed: boolean;
	/** Fills a new account: keys, balance, templates. `fixedKeys`: the well-known ones of a default account. */
	prepare(account: Account, fixedKeys: boolean): void;
	/** The data of an n8n credential for this account. */
	getCredentials(account: Account): Json;
	handle(account: Account, request: ProviderRequest): ProviderResponse | Promise<ProviderResponse>;
	/** Digits or user ids that a request addresses; must not throw on garbage. */
	getRecipients(request: ProviderRequest): string[];
	/** Whether a message shows what it is billed as; absent where none does. */
	billsMessages?(account: Account): boolean;
	buildStatusRequests(
		account: Account,
		message: StoredMessage,
		event: StatusEvent,
	): WebhookRequest[];
	/** The ID that a customer's new message gets. */
	createMessageId(account: Account, contact: Contact): string;
	buildInboundRequests(account: Account, inbound: Inbound): WebhookRequest[];
	/** Who holds a conversation now; absent where only one can. */
	buildHandoverRequests?(account: Account, handover: Handover): WebhookRequest[];
	/** The customer stops marketing messages, or resumes them; absent where nobody hears of it. */
	buildPreferenceRequests?(account: Account, contact: Contact): WebhookRequest[];
	/** What somebody else of the business sent; absent where nobody else can. */
	buildEchoRequests?(account: Account, echo: Echo): WebhookRequest[];
	/** The registered webhook with its headers, carrying any body. */
	buildRawRequests(account: Account, raw: RawDelivery): WebhookRequest[];
	getRegisteredWebhooks(account: Account): Json;
}

export interface Handover {
	contact: Contact;
	kind: 'control_passed' | 'control_taken';
	newRole: string | undefined;
	previousRole: string | undefined;
	metadata?: string;
	summary?: string;
}

export interface Echo {
	contact: Contact;
	id: string;
	at: number;
	message: Json & { type: string };
}

export interface RawDelivery {
	text: string;
	contentType: string;
	headers: Record<string, string>;
	method: 'GET' | 'POST';
}
