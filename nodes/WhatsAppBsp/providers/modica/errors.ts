import type { ErrorTable } from '../shared/errorTable';

/**
 * What Modica's HTTP statuses say when the answer carries no code of Meta's
 * (those stand in `META_ERRORS`).
 *
 * Source: Modica WhatsApp Business Messaging API (OpenAPI 1.3.1). After a 500 nothing proves that the
 * message was not taken, and Modica has no idempotency key.
 */
export const MODICA_ERRORS: ErrorTable = {
	'http-400': {
		title: 'WhatsApp rejected the request',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for WhatsApp’s reason.',
	},
	'http-401': {
		title: 'Modica rejected the application name and password',
		category: 'auth',
		retryable: false,
		advice:
			"Check 'Application Name' and 'Application Password' in the credential, and whether Modica restricts the application to certain IP addresses.",
	},
	'http-422': {
		title: 'Modica rejected a field',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for the name of the field. Correct it, then try again.',
	},
	'http-429': {
		title: 'Too many requests to Modica',
		category: 'rateLimit',
		retryable: true,
		advice:
			"Lower 'Max Messages per Second', or try again later. While sending, the node retries automatically, up to 'Max Retries' times.",
	},
	'http-500': {
		title: 'Modica couldn’t process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: 'The request may have gone through. Check for a delivery receipt before you try again.',
	},
};

/**
 * Statuses of a DLR that mean the message did not arrive.
 *
 * Sources: Modica, "DLR Message Status" (rejected, expired); the others from the vocabulary of its
 * SMS v2 API, which runs on the same platform.
 */
export const MODICA_DELIVERY_ERRORS: ErrorTable = {
	rejected: {
		title: 'The message was rejected',
		category: 'unknown',
		retryable: false,
		advice:
			'Check that the number is on WhatsApp, and that the 24-hour window is open or you sent a template.',
	},
	expired: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone was off or out of range. Send it again if it’s still relevant.',
	},
	failed: {
		title: 'The message couldn’t be delivered',
		category: 'unknown',
		retryable: false,
		advice: 'Check that the number is on WhatsApp, or contact Modica support.',
	},
	dead: {
		title: 'An administrator removed the message',
		category: 'account',
		retryable: false,
		advice: 'Ask Modica support for the reason.',
	},
	blocked: {
		title: 'Modica blocked the message',
		category: 'recipient',
		retryable: false,
		advice: 'The recipient may have opted out. Contact Modica support.',
	},
	deficient: {
		title: 'The account doesn’t have enough credit',
		category: 'balance',
		retryable: false,
		advice: 'Ask your Modica account manager to add credit.',
	},
};
