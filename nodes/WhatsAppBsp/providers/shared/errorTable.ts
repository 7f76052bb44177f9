import type { ProviderError, ErrorCategory } from '../../core/providerError';

/** One row of a provider's error table. */
export interface ErrorEntry {
	title: string;
	category: ErrorCategory;
	retryable: boolean;
	advice: string;
	/** The code does not tell whether the message was accepted: the node never retries it. */
	outcomeUnknown?: true;
}

/** Code, as the provider writes it, to its meaning. Data only: looked up, never branched on. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** What the provider's response says in addition to the code. */
export interface ErrorContext {
	/** The provider's own words. */
	details?: string;
	/** From a `Retry-After` header, in milliseconds. */
	retryAfterMs?: number;
}

/** What a table says about a code: `constructor` and the like are no entries of any table. */
export function findError(table: ErrorTable, code: string | number): ErrorEntry | undefined {
	const key = String(code);
	return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}

/**
 * Looks a code up in a provider's table. An unknown code keeps the provider's own words as title and
 * is never retryable: nothing proves that the message was not accepted.
 */
export function toProviderError(
	table: ErrorTable,
	code: string | number,
	facts: ErrorContext = {},
): ProviderError {
	const key = String(code);
	const { title, category, retryable, advice } = findError(table, key) ?? {
		title: facts.details ?? `The provider responded with code ${key}`,
		category: 'unknown' as const,
		retryable: false,
		advice: `Look up code ${key} in the provider’s documentation, or contact the provider’s support.`,
	};
	return {
		code: key,
		title,
		category,
		retryable,
		retryAfterMs: facts.retryAfterMs ?? null,
		advice,
		...(facts.details ? { details: facts.details } : {}),
	};
}
