import type { ErrorTable } from '../errorTable';

const ASK_SUPPORT = 'Ask Bulk360’s support what the account needs.';

/**
 * Response codes of the send request; they stand in the body, whatever the HTTP status is.
 * `http-401`, for an answer without a code, is an assumption: one public client saw it for a wrong
 * key or IP address.
 *
 * Source: Bulk360 WhatsApp API V3.0, "Response Code". Its 500 does not say that nothing was sent, and
 * there is no idempotency key.
 */
export const BULK360_ERRORS: ErrorTable = {
	400: {
		title: 'A parameter is missing or has the wrong type',
		category: 'parameter',
		retryable: false,
		advice: "Check 'To' and 'Text': both are needed, the number with its country code.",
	},
	401: {
		title: 'Bulk360 does not know this app key and secret',
		category: 'auth',
		retryable: false,
		advice:
			'Copy APP_KEY and APP_SECRET from Configurations > APIs in the Bulk360 portal into the credential.',
	},
	402: {
		title: 'The account has not enough credit',
		category: 'balance',
		retryable: false,
		advice: 'Top up the account in the Bulk360 portal.',
	},
	403: {
		title: 'The message API is off, or this server’s IP address is not whitelisted',
		category: 'auth',
		retryable: false,
		advice:
			'Enable the API and whitelist the public IP address of this n8n under Configurations > APIs in the Bulk360 portal.',
	},
	405: {
		title: 'SMS and WhatsApp recipients stand in one request',
		category: 'parameter',
		retryable: false,
		advice: 'Send SMS and WhatsApp recipients in separate requests.',
	},
	406: {
		title: 'The text is no approved template',
		category: 'template',
		retryable: false,
		advice:
			'Outside the 24-hour window the text must equal an approved template, every character of it. Submit the text for approval in the Bulk360 portal, or send the approved wording.',
	},
	407: {
		title: 'Banned content was found and the account is suspended',
		category: 'account',
		retryable: false,
		advice: 'Stop sending and ask Bulk360’s support to lift the suspension.',
	},
	412: {
		title: 'The account is suspended, terminated or not activated',
		category: 'account',
		retryable: false,
		advice: ASK_SUPPORT,
	},
	413: {
		title: 'The account is under observation and limited',
		category: 'account',
		retryable: false,
		advice: ASK_SUPPORT,
	},
	500: {
		title: 'Bulk360 could not process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice:
			'The message may have been taken. Look for its delivery notification before sending it again.',
	},
	'http-401': {
		title: 'Bulk360 does not know this app key, secret or IP address',
		category: 'auth',
		retryable: false,
		advice:
			'Check key and secret in the credential, and whitelist the public IP address of this n8n under Configurations > APIs in the Bulk360 portal.',
	},
	'not-in-answer': {
		title: 'Bulk360’s answer does not name this recipient',
		category: 'unknown',
		retryable: false,
		outcomeUnknown: true,
		advice: 'Look for a delivery notification of this recipient before sending again.',
	},
};
