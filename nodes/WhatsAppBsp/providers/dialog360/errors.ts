import { MAYBE_DONE, SLOWER, TRY_LATER } from '../cloudApi/advice';
import { META_ERRORS } from '../cloudApi/errors';
import type { ErrorTable } from '../shared/errorTable';

const MAYBE_DONE_ADVICE = `${MAYBE_DONE} See 360dialog’s status page, too.`;

/**
 * Meaning of 360dialog's own HTTP statuses, for responses without a code of Meta's. The text decides
 * what a 400 means: see `DIALOG360_400_TEXTS`.
 *
 * Source: 360dialog, "Error messages" (help and troubleshooting). With a 502, 360dialog got
 * no response from WhatsApp: like a 500, it doesn't prove that the request was rejected.
 */
export const DIALOG360_ERRORS: ErrorTable = {
	'http-400': {
		title: '360dialog rejected the request',
		category: 'parameter',
		retryable: false,
		advice:
			'Check the details. If there are none, check in the 360dialog Hub that the API is enabled for this number and that no invoice is unpaid.',
	},
	'http-400-rate-limit': {
		title: 'Too many requests to 360dialog',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
	'http-400-unpaid': {
		title: 'A 360dialog invoice is unpaid',
		category: 'balance',
		retryable: false,
		stopsRun: true,
		advice: 'Pay the unpaid invoices in the 360dialog Hub.',
	},
	'http-400-disabled': {
		title: 'The API is disabled for this number',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice: 'Ask 360dialog support to enable the API for this number.',
	},
	'http-401': {
		title: '360dialog doesn’t recognize the API key',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice:
			"Copy the latest API key from the 360dialog Hub into the credential. A new key replaces the old one. Also check 'Hosting'.",
	},
	'http-403': {
		title: '360dialog doesn’t allow this request for the account',
		category: 'account',
		retryable: false,
		advice: 'Ask 360dialog support whether the account can use this feature.',
	},
	'http-404': {
		title: '360dialog couldn’t find this URL or ID',
		category: 'parameter',
		retryable: false,
		advice: "Check 'Hosting' and 'Base URL' in the credential, and the ID in the request.",
	},
	'http-429': {
		title: 'Too many requests to 360dialog',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
	'http-500': {
		title: '360dialog couldn’t process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_DONE_ADVICE,
	},
	'http-502': {
		title: '360dialog temporarily can’t reach WhatsApp',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: MAYBE_DONE_ADVICE,
	},
};

/**
 * Which text of a 400 belongs to which row of `DIALOG360_ERRORS`; the first match counts.
 * Assumption: 360dialog names the three reasons but not their exact words. A template may have both
 * words of an unpaid invoice in its name, but joined by underscores.
 */
export const DIALOG360_400_TEXTS: ReadonlyArray<{ text: RegExp; code: string }> = [
	{
		text: /rate.?limit|too many requests|exceeded the limit of \d+ (?:request|call)s?\b/i,
		code: 'http-400-rate-limit',
	},
	{
		text: /^(?=.*\b(unpaid|not (been )?paid|overdue|outstanding)\b).*\b(invoice|payment)s?\b/is,
		code: 'http-400-unpaid',
	},
	{ text: /api.{0,20}disabled|disabled.{0,20}api/i, code: 'http-400-disabled' },
];

const CHECK_TEMPLATE =
	'Compare the name, language, and values with the template in the 360dialog Hub. All of them must match.';

/**
 * Codes of the WhatsApp Business API client (On-Premise), in responses and in statuses.
 * They share numbers with HTTP but not their meaning.
 *
 * Source: 360dialog, "Error scenarios" of the messaging page (402, 408, 470, 500, 1000, 1009, 1014,
 * 2001). The others are general knowledge of the retired client, whose documentation is gone.
 */
export const ON_PREMISE_ONLY_ERRORS: ErrorTable = {
	402: {
		title: 'WhatsApp can’t charge the account',
		category: 'balance',
		retryable: false,
		stopsRun: true,
		advice: 'No payment method is set. Contact 360dialog support.',
	},
	408: {
		title: 'The message waited too long and was dropped',
		category: 'temporary',
		retryable: true,
		advice: 'Send it again if it’s still relevant.',
	},
	410: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone may have been off or out of range. Send it again if it’s still relevant.',
	},
	470: {
		title: 'Outside the 24-hour window',
		category: 'window',
		retryable: false,
		advice:
			'Send a template message instead. Numbers that aren’t on WhatsApp get this code as well, so check the number.',
	},
	471: {
		title: 'Too many of this number’s messages were reported as spam',
		category: 'rateLimit',
		retryable: false,
		advice: 'Stop sending for a few hours, and only message people who opted in.',
	},
	472: {
		title: 'The recipient is part of a WhatsApp experiment',
		category: 'recipient',
		retryable: false,
		advice: 'Don’t send this message again. Wait until the recipient messages you.',
	},
	480: {
		title: 'The recipient’s identity may have changed',
		category: 'recipient',
		retryable: false,
		advice: 'Check that the number still belongs to the same person.',
	},
	500: {
		title: 'The recipient’s app couldn’t display the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	501: {
		title: 'WhatsApp doesn’t support this type of message',
		category: 'content',
		retryable: false,
		advice: 'Use a different message type, or ask the sender for plain text.',
	},
	1000: {
		title: 'The file can’t be used',
		category: 'content',
		retryable: false,
		advice:
			"Choose the 'Media Type' that matches the file, such as 'Audio' for an audio file. A video needs a soundtrack. If the details mention a file path, contact 360dialog support.",
	},
	1001: {
		title: 'The message is too long',
		category: 'content',
		retryable: false,
		advice: 'Shorten the text to 4096 characters or fewer.',
	},
	1005: {
		title: 'Access denied',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice: 'Copy the latest API key from the 360dialog Hub into the credential.',
	},
	1006: {
		title: 'The file or object wasn’t found',
		category: 'parameter',
		retryable: false,
		advice: 'Upload the file again. Uploads are only kept for a limited time.',
	},
	1008: {
		title: 'A required field is missing',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for the name of the field. Fill it in, then try again.',
	},
	1009: {
		title: 'A value isn’t valid',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for the name of the field. A latitude must be between -90 and 90.',
	},
	1013: {
		title: 'The recipient isn’t on WhatsApp',
		category: 'recipient',
		retryable: false,
		advice: 'Check the number, or use another channel.',
	},
	1014: {
		title: 'The file at the URL couldn’t be downloaded',
		category: 'content',
		retryable: false,
		advice:
			'Check that the URL opens without signing in and is encoded only once. Or upload the file instead.',
	},
	1015: {
		title: 'Too many requests',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
	1016: {
		title: 'The WhatsApp client is temporarily overloaded',
		category: 'temporary',
		retryable: true,
		advice: TRY_LATER,
	},
	2000: {
		title: 'The number of values doesn’t match the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	2001: {
		title: 'The template doesn’t exist in this language',
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
		title: 'A template value isn’t valid',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	2005: {
		title: 'A template value contains characters that aren’t allowed',
		category: 'template',
		retryable: false,
		advice: 'Remove line breaks, tabs, and more than 4 consecutive spaces from the values.',
	},
	2012: {
		title: 'A value has the wrong format for the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
};

/** Codes of the On-Premise API (v1): its own, and Meta's newer ones. */
export const ON_PREMISE_API_ERRORS: ErrorTable = { ...META_ERRORS, ...ON_PREMISE_ONLY_ERRORS };
