import { META_ERRORS } from '../cloudApi/errors';
import type { ErrorTable } from '../errorTable';

const MAYBE_TAKEN =
	'The message may have been taken. Look for its status before sending it again, and see 360dialog’s status page.';

/**
 * 360dialog's own layer: what its HTTP statuses say when the answer carries no code of Meta's.
 * A 400 is told apart by its text, so it has keys of its own: `DIALOG360_400_TEXTS` says
 * which.
 *
 * Source: 360dialog, "Error messages" (help and troubleshooting). A 502 is the answer that 360dialog
 * did not get from WhatsApp: like a 500, it does not prove that the message was not taken.
 */
export const DIALOG360_ERRORS: ErrorTable = {
	'http-400': {
		title: '360dialog refused the request',
		category: 'parameter',
		retryable: false,
		advice:
			'Read the details. Without any, check in the 360dialog Hub that the API is enabled for this number and no invoice is open.',
	},
	'http-400-rate-limit': {
		title: 'Too many requests to 360dialog',
		category: 'rateLimit',
		retryable: true,
		advice:
			"Send fewer messages per second. The node waits and tries again as often as 'Max Retries' allows.",
	},
	'http-400-unpaid': {
		title: 'An invoice of 360dialog is not paid',
		category: 'balance',
		retryable: false,
		advice: 'Pay the open invoices in the 360dialog Hub.',
	},
	'http-400-disabled': {
		title: 'The API is disabled for this number',
		category: 'account',
		retryable: false,
		advice: 'Ask 360dialog’s support to enable the API for this number.',
	},
	'http-401': {
		title: '360dialog does not know the API key',
		category: 'auth',
		retryable: false,
		advice:
			"Copy the newest API key from the 360dialog Hub into the credential: a new key ends the older one. Check 'Hosting' too.",
	},
	'http-403': {
		title: '360dialog blocks this request for the account',
		category: 'auth',
		retryable: false,
		advice: 'Ask 360dialog’s support whether the account may use this function.',
	},
	'http-404': {
		title: '360dialog does not know this address or id',
		category: 'parameter',
		retryable: false,
		advice: "Check 'Hosting' and 'Base URL' in the credential, and the id in the request.",
	},
	'http-429': {
		title: 'Too many requests to 360dialog',
		category: 'rateLimit',
		retryable: true,
		advice:
			"Send fewer messages per second. The node waits and tries again as often as 'Max Retries' allows.",
	},
	'http-500': {
		title: '360dialog could not process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_TAKEN,
	},
	'http-502': {
		title: 'WhatsApp cannot be reached from 360dialog for the moment',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_TAKEN,
	},
};

/**
 * Which text of a 400 belongs to which row of `DIALOG360_ERRORS`; the first match counts.
 * Assumption: 360dialog names the three reasons but not their exact wording.
 */
export const DIALOG360_400_TEXTS: ReadonlyArray<{ text: RegExp; code: string }> = [
	{ text: /rate.?limit|too many requests/i, code: 'http-400-rate-limit' },
	{ text: /unpaid|invoice|payment/i, code: 'http-400-unpaid' },
	{ text: /api.{0,20}disabled|disabled.{0,20}api/i, code: 'http-400-disabled' },
];

const CHECK_TEMPLATE =
	'Compare name, language and values with the template in the 360dialog Hub: all must match.';

/**
 * Codes of the WhatsApp Business API client (On-Premise), in answers and in statuses.
 * They share numbers with HTTP but not their meaning.
 *
 * Source: 360dialog, "Error scenarios" of the messaging page (402, 408, 470, 500, 1000, 1009, 1014,
 * 2001). The others are general knowledge of the retired client, whose documentation is gone.
 */
export const ON_PREMISE_ERRORS: ErrorTable = {
	402: {
		title: 'WhatsApp cannot charge the account',
		category: 'balance',
		retryable: false,
		advice: 'No payment method is set. Ask 360dialog’s support.',
	},
	408: {
		title: 'The message waited too long and was given up',
		category: 'temporary',
		retryable: true,
		advice: 'Send it again if it still matters.',
	},
	410: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone was off or out of reach. Send it again if it still matters.',
	},
	470: {
		title: 'Outside the 24-hour window',
		category: 'window',
		retryable: false,
		advice: 'Send a template message instead.',
	},
	471: {
		title: 'Too many of this number’s messages were reported as spam',
		category: 'rateLimit',
		retryable: false,
		advice: 'Stop sending for some hours and write only to people who agreed.',
	},
	472: {
		title: 'The recipient is part of a WhatsApp experiment',
		category: 'recipient',
		retryable: false,
		advice: 'Do not send this message again. Wait until the recipient writes.',
	},
	480: {
		title: 'The recipient’s identity may have changed',
		category: 'recipient',
		retryable: false,
		advice: 'Make sure that the number still belongs to the same person.',
	},
	500: {
		title: 'The recipient’s app could not show the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	501: {
		title: 'WhatsApp does not pass on this type of message',
		category: 'content',
		retryable: false,
		advice: 'Use another type of message, or ask the sender for plain text.',
	},
	1000: {
		title: 'The file cannot be used',
		category: 'content',
		retryable: false,
		advice:
			"Choose the media type that fits the file: an audio file is 'Audio', a video needs a sound track. If the details speak of a file path, ask 360dialog’s support.",
	},
	1001: {
		title: 'The message is too long',
		category: 'content',
		retryable: false,
		advice: 'Shorten the text to 4096 characters.',
	},
	1005: {
		title: 'Access denied',
		category: 'auth',
		retryable: false,
		advice: 'Copy the newest API key from the 360dialog Hub into the credential.',
	},
	1006: {
		title: 'The file or object was not found',
		category: 'parameter',
		retryable: false,
		advice: 'Upload the file again: uploads are kept for a limited time.',
	},
	1008: {
		title: 'A required field is missing',
		category: 'parameter',
		retryable: false,
		advice: 'Read the details: they name the field. Fill it in and send again.',
	},
	1009: {
		title: 'A value is not valid',
		category: 'parameter',
		retryable: false,
		advice: 'Read the details: they name the field. A latitude lies between -90 and 90.',
	},
	1013: {
		title: 'The recipient is not on WhatsApp',
		category: 'recipient',
		retryable: false,
		advice: 'Check the number, or use another channel.',
	},
	1014: {
		title: 'The file behind the link could not be fetched',
		category: 'content',
		retryable: false,
		advice:
			'Check that the link opens without signing in and is encoded once, not twice. Or upload the file.',
	},
	1015: {
		title: 'Too many requests',
		category: 'rateLimit',
		retryable: true,
		advice: 'Send fewer messages per second.',
	},
	1016: {
		title: 'The WhatsApp client is overloaded for the moment',
		category: 'temporary',
		retryable: true,
		advice: 'Wait a moment and send it again.',
	},
	2000: {
		title: 'The number of values does not match the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	2001: {
		title: 'The template does not exist in this language',
		category: 'template',
		retryable: false,
		advice: 'Check the template’s name and language code in the 360dialog Hub.',
	},
	2003: {
		title: 'A template value is missing',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	2004: {
		title: 'A template value is not valid',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	2005: {
		title: 'A template value holds characters that are not allowed',
		category: 'template',
		retryable: false,
		advice: 'Remove line breaks, tabs and runs of more than four spaces from the values.',
	},
};

/** What codes mean in the v1 dialect: its own ones, and Meta's newer ones beside them. */
export const V1_ERRORS: ErrorTable = { ...META_ERRORS, ...ON_PREMISE_ERRORS };
