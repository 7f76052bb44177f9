/**
 * What went wrong, in the words of the event format (docs/trigger.md): the same shape in a node's output, in an event,
 * and in a thrown error.
 */
export interface ProviderError {
	/** The provider's own code, as text; for a response without one, `http-502`, `ETIMEDOUT`, ... */
	code: string;
	/** What happened, in plain words. */
	title: string;
	category: ErrorCategory;
	/** True only when the provider did not accept the message and the same request may work later. */
	retryable: boolean;
	/** Milliseconds the provider asks to wait, or null when it does not say. */
	retryAfterMs: number | null;
	/** What the reader can do about it. */
	advice: string;
	/** The provider's own words, where it sent any. */
	details?: string;
}

export type ErrorCategory =
	| 'auth'
	| 'balance'
	| 'rateLimit'
	| 'window'
	| 'template'
	| 'recipient'
	| 'content'
	| 'account'
	| 'parameter'
	| 'temporary'
	| 'unknown';
