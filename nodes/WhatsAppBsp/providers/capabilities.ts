import type { ResourceCapabilities } from './apiCalls';
import type { RateLimits } from '../core/rateLimits';

/** Values of the `operation` parameter of resource `message`. */
export type MessageOperationName =
	| 'sendText'
	| 'sendTemplate'
	| 'sendMedia'
	| 'sendInteractive'
	| 'sendLocation'
	| 'sendContacts'
	| 'sendReaction'
	| 'sendRaw'
	| 'sendAndWait'
	| 'markAsRead';

/** Values of `responseType`: what 'Send and Wait' waits for. */
export type WaitResponseType =
	| 'approval'
	| 'choice'
	| 'freeText'
	| 'template'
	| 'flow'
	| 'delivery';

/** What a provider can do. The node's fields, the README's table and the tests are read from it. */
export interface Capabilities {
	message: readonly MessageOperationName[];
	/** Operations of the other resources; `apiCalls` builds their requests. */
	resources: ResourceCapabilities;
	/** The account's templates can be listed, so that their fields are known. */
	templateList: boolean;
	/** How a template is named: by its name and language, by its approved text, or by name and text. */
	templates: 'nameAndLanguage' | 'approvedText' | 'nameAndText';
	/** A template can have a namespace, as on the On-Premise API. */
	templateNamespace?: true;
	/** `native`: real media messages, and files can be uploaded; `link`: caption and link as text. */
	media: 'native' | 'link';
	/** A message can quote an earlier one. */
	replies: boolean;
	/** Its receipts say when a message was read. */
	readReceipts?: true;
	/** Text that comes back with each status. */
	callbackData: boolean;
	previewUrl: boolean;
	typingIndicator: boolean;
	/** The message can name which of the account's numbers sends it. */
	senderId: boolean;
	/** A group of people can be the recipient. */
	groups?: true;
	/** A message can be sent as utility or authentication without a template. */
	directSend?: true;
	/** A template can go through WhatsApp's API for marketing messages. */
	marketingMessages?: true;
	/** Text also goes out as SMS, of at most so many characters. */
	sms?: { textLength: number };
	/** What can be waited for; none without `sendAndWait`. */
	waits: readonly WaitResponseType[];
	/** The chat has no buttons: approvals and choices are a link to a page of n8n. */
	answersByLink?: true;
	/** Several recipients share one request while their joined text stays within this many characters. */
	recipientsPerRequest?: { joinedLength: number };
	/** An account's limits unless the user sets others. */
	sending: RateLimits;
}
