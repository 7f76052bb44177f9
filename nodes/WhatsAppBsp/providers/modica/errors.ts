import { MAYBE_DONE, SLOWER } from '../cloudApi/advice';
import type { ErrorTable } from '../shared/errorTable';

/**
 * Meaning of Modica's HTTP statuses, for responses without a code of Meta's (see `META_ERRORS`).
 *
 * Source: Modica WhatsApp Business Messaging API (OpenAPI 1.3.1). A 500 doesn't prove that the
 * request was rejected, and Modica has no idempotency key.
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
		stopsRun: true,
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
		advice: SLOWER,
	},
	'http-500': {
		title: 'Modica couldn’t process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_DONE,
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
		advice: 'The phone may have been off or out of range. Send it again if it’s still relevant.',
	},
	failed: {
		title: 'The message couldn’t be delivered',
		category: 'unknown',
		retryable: false,
		advice:
			'The connection may have failed, or the number isn’t on WhatsApp. If this keeps happening, contact Modica support.',
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
