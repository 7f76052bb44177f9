import { parseUrl } from '../../core/url';
import { MAYBE_SENT } from './advice';
import { findError, toProviderError, type ErrorContext, type ErrorTable } from './errorTable';
import type { ProviderError } from '../../core/providerError';
import type { Rejected } from '../../core/result';
import type { ProviderResponse } from '../request';

/** Meaning of an HTTP status where the provider's own table says nothing about it. */
const HTTP_ERRORS: ErrorTable = {
	'http-redirect': {
		title: 'The provider’s URL responded with a redirect',
		category: 'account',
		retryable: false,
		advice:
			"Set 'Base URL' in the credential to the URL from the provider’s documentation. The key wasn’t sent to the other URL.",
	},
	'http-401': {
		title: 'The provider rejected the credential',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice: 'Open the credential, enter the key again, and test it.',
	},
	'http-403': {
		title: 'The provider doesn’t allow this request',
		category: 'account',
		retryable: false,
		advice:
			'Ask the provider what this account is allowed to do, and whether it restricts IP addresses.',
	},
	'http-404': {
		title: 'Nothing was found at this URL',
		category: 'parameter',
		retryable: false,
		advice: "Check 'Base URL' in the credential, and any ID that you entered.",
	},
	'http-413': {
		title: 'The request is too large for the provider',
		category: 'content',
		retryable: false,
		advice: 'Send a smaller file, or a link to it.',
	},
	'http-429': {
		title: 'Too many requests to the provider',
		category: 'rateLimit',
		retryable: true,
		advice: 'Send fewer requests per second, or try again later.',
	},
	'http-5xx': {
		title: 'The provider’s server couldn’t handle the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice:
			'The request may have gone through. Check in the provider’s portal, or with its support, before you try again.',
	},
	'http-other': {
		title: 'The provider rejected the request',
		category: 'unknown',
		retryable: false,
		advice: 'See the details for the provider’s reason.',
	},
	undocumented: {
		title: 'The provider responded with an undocumented code',
		category: 'unknown',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_SENT,
	},
	unreadable: {
		title: 'The provider’s response couldn’t be read',
		category: 'unknown',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_SENT,
	},
};

/**
 * Milliseconds out of a `Retry-After` header: seconds, or a date measured against the response's own. Undefined
 * where it asks for no wait.
 */
export function parseRetryAfterMs(headers: Record<string, string>): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined) return undefined;
	const isSeconds = /^\s*\d+(\.\d+)?\s*$/.test(value);
	const ms = isSeconds
		? Math.round(Number(value) * 1000)
		: Date.parse(value) - Date.parse(headers.date ?? '');
	return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

export function isSuccess({ statusCode }: ProviderResponse): boolean {
	return statusCode >= 200 && statusCode < 300;
}

/** By this package, whatever the provider would say: trying again changes nothing. */
export function createRejection({
	code,
	title,
	category,
	...words
}: Omit<ProviderError, 'retryable' | 'retryAfterMs'>): Rejected {
	const error = { code, title, category, retryable: false, retryAfterMs: null, ...words };
	return { accepted: false, error };
}

/** An error response as one recipient's result. */
export function rejected(table: ErrorTable, code: string, context?: ErrorContext): Rejected {
	const { outcomeUnknown, stopsRun } = findError(table, code) ?? {};
	return {
		accepted: false,
		error: toProviderError(table, code, context),
		...(outcomeUnknown ? { outcomeUnknown } : {}),
		...(stopsRun ? { stopsRun } : {}),
	};
}

/**
 * A rejection by a code in the body. A code in no table proves a rejection only together with an HTTP
 * status that is one: with a 2xx or a 5xx the message may have been accepted.
 */
export function rejectedByCode(
	response: ProviderResponse,
	table: ErrorTable,
	code: string,
	details?: string,
): Rejected {
	const context = { details, retryAfterMs: parseRetryAfterMs(response.headers) };
	const isRejection = response.statusCode >= 300 && response.statusCode < 500;
	if (findError(table, code)) return rejected(table, code, context);
	if (response.statusCode === 429)
		return withCode(code, rejected(HTTP_ERRORS, 'http-429', context));
	if (isRejection) return rejected(table, code, context);
	return undocumentedCode(code, context);
}

/**
 * The same where the code in the body looks like an HTTP status and overrides it: 502 is no rejection,
 * whatever the response's own status.
 */
export function rejectedByStatusCode(
	response: ProviderResponse,
	table: ErrorTable,
	code: string,
	details?: string,
): Rejected {
	const isServerError = /^5\d\d$/.test(code) && !findError(table, code);
	return isServerError
		? undocumentedCode(code, { details, retryAfterMs: parseRetryAfterMs(response.headers) })
		: rejectedByCode(response, table, code, details);
}

function undocumentedCode(code: string, context: ErrorContext): Rejected {
	return withCode(code, rejected(HTTP_ERRORS, 'undocumented', context));
}

/**
 * A rejection by HTTP status alone: no JSON, or JSON in no known shape.
 * @param table the provider's own meanings of `http-<status>`, looked up first
 */
export function rejectedByStatus(response: ProviderResponse, table: ErrorTable): Rejected {
	const { statusCode, headers } = response;
	const own = `http-${statusCode}`;
	const context = { details: getExcerpt(response), retryAfterMs: parseRetryAfterMs(headers) };
	// A page instead of JSON comes from a gateway in front of the provider.
	const isOwnResponse = statusCode < 500 || response.json !== undefined;
	if (isOwnResponse && findError(table, own)) return rejected(table, own, context);
	if (statusCode >= 300 && statusCode < 400) {
		const target = parseUrl(headers.location ?? '')?.host;
		const details = target ? `HTTP ${statusCode}, redirected to ${target}` : `HTTP ${statusCode}`;
		return withCode(own, rejected(HTTP_ERRORS, 'http-redirect', { details }));
	}
	const known = [own, statusCode >= 500 ? 'http-5xx' : 'http-other'].find(
		(key) => key in HTTP_ERRORS,
	);
	return withCode(own, rejected(HTTP_ERRORS, known as string, context));
}

/** A 200 that says neither yes nor no: the message may have been accepted, so it is never retried. */
export function unreadableResponse(response: ProviderResponse): Rejected {
	return rejected(HTTP_ERRORS, 'unreadable', { details: getExcerpt(response) });
}

function withCode(code: string, outcome: Rejected): Rejected {
	return { ...outcome, error: { ...outcome.error, code } };
}

/** As the provider wrote it, unless it repeats a secret. */
function getShownText({ json, text, redacted = json }: ProviderResponse): string {
	if (typeof redacted === 'string') return redacted;
	return redacted === json ? text : JSON.stringify(redacted);
}

/** The beginning of a response, on one line, without markup. */
function getExcerpt(response: ProviderResponse): string {
	const { statusCode } = response;
	const words = getShownText(response)
		.slice(0, 4000)
		.replace(/<(script|style)[\s\S]*?(<\/\1>|$)/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const start = words.length > 200 ? `${words.slice(0, 200)}…` : words;
	return start === '' ? `HTTP ${statusCode} with an empty body` : `HTTP ${statusCode}: ${start}`;
}
