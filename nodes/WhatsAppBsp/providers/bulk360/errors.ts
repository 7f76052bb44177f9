import { MAYBE_DONE } from '../shared/advice';
import type { ErrorTable } from '../shared/errorTable';
import { BULK360_STATUS_ERRORS } from './statusWords';

const ASK_SUPPORT = 'Ask Bulk360 support what the account needs.';

/**
 * Response codes of all requests. They are in the body, whatever the HTTP status is. Assumption:
 * `http-401`, for a response without a code, which one public client saw for a wrong key or IP address.
 *
 * Source: Bulk360 WhatsApp API V3.0, "Response Code". Its 500 doesn't say that nothing was sent, and
 * there is no idempotency key.
 */
export const BULK360_ERRORS: ErrorTable = {
	400: {
		title: 'A parameter is missing or has the wrong type',
		category: 'parameter',
		retryable: false,
		advice:
			'Check the required fields. A message needs a text, and a number with its country code.',
	},
	401: {
		title: 'Bulk360 doesn’t recognize this APP_KEY and APP_SECRET',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice:
			'Copy APP_KEY and APP_SECRET from Configurations > APIs in the Bulk360 portal into the credential.',
	},
	402: {
		title: 'The account doesn’t have enough credit',
		category: 'balance',
		retryable: false,
		stopsRun: true,
		advice: 'Top up the account in the Bulk360 portal.',
	},
	403: {
		title: 'The message API is off, or this server’s IP address isn’t whitelisted',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice:
			'In the Bulk360 portal, under Configurations > APIs, enable the API and whitelist your n8n instance’s public IP address.',
	},
	405: {
		title: 'SMS and WhatsApp recipients are mixed in one request',
		category: 'parameter',
		retryable: false,
		advice: 'Send SMS and WhatsApp recipients in separate requests.',
	},
	406: {
		title: 'The message’s content isn’t approved',
		category: 'template',
		retryable: false,
		advice:
			'Submit the text for approval in the Bulk360 portal. A WhatsApp message outside the 24-hour window must match an approved template character for character.',
	},
	407: {
		title: 'Banned content was found and the account is suspended',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice: 'Stop sending, and ask Bulk360 support to lift the suspension.',
	},
	412: {
		title: 'The account is suspended, terminated, or not activated',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice: ASK_SUPPORT,
	},
	413: {
		// "Limited features enabled": other messages may be accepted.
		title: 'The account is under observation and restricted',
		category: 'account',
		retryable: false,
		advice: ASK_SUPPORT,
	},
	500: {
		title: 'Bulk360 couldn’t process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_DONE,
	},
	'http-401': {
		title: 'Bulk360 doesn’t recognize this APP_KEY, APP_SECRET, or IP address',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice:
			'Check APP_KEY and APP_SECRET in the credential. In the Bulk360 portal, under Configurations > APIs, whitelist your n8n instance’s public IP address.',
	},
	'not-in-response': {
		title: 'Bulk360’s response doesn’t mention this recipient',
		category: 'unknown',
		retryable: false,
		outcomeUnknown: true,
		advice: 'Check for a delivery receipt for this recipient before you send it again.',
	},
	UNDELIVERED: BULK360_STATUS_ERRORS.failed,
};
