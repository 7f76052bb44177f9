/** How much an account's provider takes. Numbers are per account. */
export interface RateLimits {
	/** Messages a second; Infinity: as many as get through. */
	messagesPerSecond: number;
	/** Requests at the same time. */
	maxConcurrency: number;
	perRecipient?: RecipientLimit;
}

/** What one person may get: `burst` messages at once, then one each `everyMs`. */
export interface RecipientLimit {
	intervalMs: number;
	burst: number;
	/** Codes of refusals that are about this recipient only; others may go on. */
	errorCodes: readonly string[];
}
