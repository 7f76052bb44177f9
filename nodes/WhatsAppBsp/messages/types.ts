import type { Violation } from '../core/validation';
import type { DirectSend } from './directSend';
import type { MessageContent, ResolvedContent } from './index';
import type { TemplateContent } from './template';

/** A template that is sent instead of a message; with violations, it cannot be sent. */
export type WindowFallback = TemplateContent & { violations?: Violation[] };

/** How a template is sent through WhatsApp's API for marketing messages. */
export interface MarketingOptions {
	/** Tell Meta what customers do with the message; without it, the account's setting counts. */
	messageActivitySharing?: boolean;
	/** What happens to a message that the API rejects; without it, WhatsApp's default. */
	productPolicy?: 'CLOUD_API_FALLBACK' | 'STRICT';
}

/** One message to one or several recipients, free of any provider. */
export interface OutboundMessage<Content = MessageContent> {
	content: Content;
	/** Message that this one quotes. */
	replyToMessageId?: string;
	/** Text that is returned with each status of this message. */
	callbackData?: string;
	/** Which of the account's numbers sends, where an account has several. */
	senderId?: string;
	/** Sent instead when the provider says that the customer has not written lately (131047, 470). */
	outsideWindow?: WindowFallback;
	/** Sent as a template's category, without a template. */
	directSend?: DirectSend;
	/** A template that is sent through the API for marketing messages. */
	marketing?: MarketingOptions;
	/** Sent as SMS instead; `from`: the sender that the recipient sees. */
	sms?: { from?: string };
	/** Which of the parts this message is that one long text was split into. */
	part?: { number: number; of: number };
}

/** A message whose files, if it had any, are uploaded. */
export type ResolvedMessage = OutboundMessage<ResolvedContent>;

/** Tells the customer that a message was read. */
export interface ReadReceipt {
	messageId: string;
	/** Show a typing indicator; WhatsApp ends it with the reply, or after 25 seconds. */
	showTyping: boolean;
}
