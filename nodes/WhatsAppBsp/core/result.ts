import type { ProviderError } from './providerError';

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
