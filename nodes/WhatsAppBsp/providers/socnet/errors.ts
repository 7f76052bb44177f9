import type { ErrorEntry, ErrorTable } from '../errorTable';

const WRONG_METHOD: ErrorEntry = {
	title: 'Socnet does not accept this kind of request',
	category: 'parameter',
	retryable: false,
	advice: "Check 'Base URL' in the credential: it must be the full address of api.php.",
};

const BAD_FIELD: ErrorEntry = {
	title: 'A field is missing or has the wrong format',
	category: 'parameter',
	retryable: false,
	advice: 'Read the details: they name the field. A number has 256 and nine more digits.',
};

/**
 * Socnet's `status` values that mean refusal; they stand in the body, whatever the HTTP status is.
 * `http-404` and `http-405` are for answers without a `status`. 404 is described as "There is no text in the image" and, further down, as "[Resource] not found".
 *
 * Source: Socnet WhatsApp Messaging API Specification V1.01, "Status Codes" and the response examples.
 */
export const SOCNET_ERRORS: ErrorTable = {
	1: {
		title: 'Socnet refused the request',
		category: 'unknown',
		retryable: false,
		advice: 'Read the details. Without any, check the number, the text and the template name.',
	},
	invalid: {
		title: 'The number is not on WhatsApp',
		category: 'recipient',
		retryable: false,
		advice: 'Check the number, or reach the recipient by SMS.',
	},
	400: BAD_FIELD,
	401: {
		title: 'Socnet does not know the API key',
		category: 'auth',
		retryable: false,
		advice: 'Copy the API key from Socnet’s web interface into the credential.',
	},
	403: {
		title: 'The account has not enough credit',
		category: 'balance',
		retryable: false,
		advice: 'Top up the account with Socnet.',
	},
	404: {
		title: 'Socnet does not know the template or resource',
		category: 'template',
		retryable: false,
		advice: "Check 'Template Name', and 'Base URL' in the credential.",
	},
	405: WRONG_METHOD,
	422: BAD_FIELD,
	500: {
		title: 'Socnet could not process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice:
			'The message may have been sent. Ask the recipient, or Socnet’s support, before sending it again.',
	},
	503: {
		title: 'WhatsApp cannot be reached from Socnet for the moment',
		category: 'temporary',
		retryable: true,
		advice: 'Wait a moment and send it again.',
	},
	'http-404': {
		title: 'Socnet does not know this address',
		category: 'parameter',
		retryable: false,
		advice: "Check 'Base URL' in the credential: it must be the full address of api.php.",
	},
	'http-405': WRONG_METHOD,
};
