import type { ErrorTable } from '../errorTable';

/**
 * What Modica's HTTP statuses say when the answer carries no code of Meta's
 * (those stand in `META_ERRORS`).
 *
 * Source: Modica WhatsApp Business Messaging API (OpenAPI 1.3.1). After a 500 nothing proves that the
 * message was not taken, and Modica has no idempotency key.
 */
export const MODICA_ERRORS: ErrorTable = {
	'http-400': {
		title: 'WhatsApp refused the message',
		category: 'parameter',
		retryable: false,
		advice: 'Read the details: they hold WhatsApp’s reason.',
	},
	'http-401': {
		title: 'Modica does not accept the username and password',
		category: 'auth',
		retryable: false,
		advice:
			'Check the application’s name and password in the credential, and whether Modica restricts it to certain IP addresses.',
	},
	'http-422': {
		title: 'Modica does not accept a field',
		category: 'parameter',
		retryable: false,
		advice: 'Read the details: they name the field. Correct it and send again.',
	},
	'http-429': {
		title: 'Too many requests to Modica',
		category: 'rateLimit',
		retryable: true,
		advice:
			"Send fewer messages per second. The node waits and tries again as often as 'Max Retries' allows.",
	},
	'http-500': {
		title: 'Modica could not process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice:
			'The message may have been taken. Look for its delivery receipt before sending it again.',
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
			'Check that the number is on WhatsApp, and that the 24-hour window is open or a template was sent.',
	},
	expired: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone was off or out of reach. Send it again if it still matters.',
	},
	failed: {
		title: 'The message could not be delivered',
		category: 'unknown',
		retryable: false,
		advice: 'Check that the number is on WhatsApp, or ask Modica’s support.',
	},
	dead: {
		title: 'An administrator removed the message',
		category: 'account',
		retryable: false,
		advice: 'Ask Modica’s support why.',
	},
	blocked: {
		title: 'Modica blocked the message',
		category: 'recipient',
		retryable: false,
		advice: 'The recipient may have opted out. Ask Modica’s support.',
	},
	deficient: {
		title: 'The account has not enough credit',
		category: 'balance',
		retryable: false,
		advice: 'Ask your Modica account manager to raise the credit.',
	},
};
