import type { ProviderError } from './providerError';

/** The result of one recipient's message. */
export type SendResult = Accepted | Rejected;

export interface Accepted {
	accepted: true;
	/** The id that this recipient's later DN, DLR or status carries; null when the provider gave none. */
	messageId: string | null;
	/** WhatsApp's own notation of the recipient, when it differs from what was typed. */
	to?: string;
	/** WhatsApp's user ID of the recipient, by which alone they may answer. */
	toUserId?: string;
	cost?: number | null;
	currency?: string | null;
	balance?: number | null;
	/** WhatsApp checks the template's quality on a part of a campaign first: it goes out, or fails with 132015. */
	held?: true;
	/** Set when the fallback was accepted instead of the message itself. */
	sentAs?: 'template';
}

export interface Rejected {
	accepted: false;
	error: ProviderError;
	/**
	 * True when the response does not tell whether the message was accepted (an unreadable 200): the
	 * node never retries it.
	 */
	outcomeUnknown?: boolean;
	/** No other message of this account would be accepted either: the rest of a run is not sent. */
	stopsRun?: boolean;
}
