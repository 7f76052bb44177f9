/** How much a provider accepts from one account. */
export interface RateLimits {
	/** Messages per second; Infinity: no limit. */
	messagesPerSecond: number;
	/** Requests at the same time. */
	maxConcurrency: number;
	perRecipient?: RecipientLimit;
}

/** What one person may get: `burst` messages at once, then one each `intervalMs`. */
export interface RecipientLimit {
	intervalMs: number;
	burst: number;
	/** Codes of rejections that concern this recipient only. */
	errorCodes: readonly string[];
}
