import { getOwn } from '../../core/parse';
import type { ProviderError, ErrorCategory } from '../../core/providerError';

/** One row of a provider's error table. */
export interface ErrorEntry {
	title: string;
	category: ErrorCategory;
	retryable: boolean;
	/** Neutral: shown for messages, calls, and events. What is retried, `sending` adds. */
	advice: string;
	/** The code doesn't prove that the request was rejected: it's never retried. */
	outcomeUnknown?: true;
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
export function findError(table: ErrorTable, code: string | number): ErrorEntry | undefined {
	return getOwn(table, code);
}

/**
 * Looks a code up in a provider's table. An unknown code keeps the provider's own words as title and
 * is never retryable: nothing proves that the request was rejected.
 */
export function toProviderError(
	table: ErrorTable,
	code: string | number,
	context: ErrorContext = {},
): ProviderError {
	const key = String(code);
	const { title, category, retryable, advice } = findError(table, key) ?? {
		title: context.details ?? `The provider responded with code ${key}`,
		category: 'unknown' as const,
		retryable: false,
		advice: `Look up code ${key} in the provider’s documentation, or contact the provider’s support.`,
	};
	return {
		code: key,
		title,
		category,
		retryable,
		retryAfterMs: context.retryAfterMs ?? null,
		advice,
		...(context.details ? { details: context.details } : {}),
	};
}
