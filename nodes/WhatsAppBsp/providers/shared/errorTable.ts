import { getOwn } from '../../core/parse';
import type { ProviderError, ErrorCategory } from '../../core/providerError';

/** One row of a provider's error table. */
export interface ErrorEntry {
	title: string;
	category: ErrorCategory;
	retryable: boolean;
	/** Neutral: shown for messages, calls, and events. What is retried, `sending` adds. */
	advice: string;
	/** Milliseconds to wait, where the provider documents how long it takes and its response doesn't say. */
	retryAfterMs?: number;
	/** The code doesn't prove that the request was rejected: it's never retried. */
	outcomeUnknown?: true;
	/** It's about the account, not the message: no other one would be accepted either. */
	stopsRun?: true;
}

/** Code, as the provider writes it → its meaning. Data only: looked up, never branched on. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** What the response says in addition to the code. */
export interface ErrorContext {
	/** The provider's own words. */
	details?: string;
	/** From a `Retry-After` header, in milliseconds. */
	retryAfterMs?: number;
}

/** Looks up own entries only: `constructor` is no code. */
export function findError(table: ErrorTable, code: string): ErrorEntry | undefined {
	return getOwn(table, code);
}

/**
 * Looks a code up in a provider's table. An unknown code keeps the provider's own words as title and
 * is never retryable: nothing proves that the request was rejected.
 */
export function toProviderError(
	table: ErrorTable,
	code: string,
	context: ErrorContext = {},
): ProviderError {
	const entry: ErrorEntry = findError(table, code) ?? {
		title: context.details || `The provider responded with code ${code}`,
		category: 'unknown',
		retryable: false,
		advice: `Look up code ${code} in the provider’s documentation, or contact the provider’s support.`,
	};
	const { title, category, retryable, advice } = entry;
	return {
		code,
		title,
		category,
		retryable,
		retryAfterMs: context.retryAfterMs ?? entry.retryAfterMs ?? null,
		advice,
		...(context.details ? { details: context.details } : {}),
	};
}
