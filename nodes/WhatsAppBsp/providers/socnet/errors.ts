import { TRY_LATER } from '../shared/advice';
import type { ErrorEntry, ErrorTable } from '../shared/errorTable';

const WRONG_METHOD: ErrorEntry = {
	title: 'Socnet doesn’t accept this type of request',
	category: 'parameter',
	retryable: false,
	advice: "Check 'Base URL' in the credential. It must be the full URL of api.php.",
};

const BAD_FIELD: ErrorEntry = {
	title: 'A field is missing or has the wrong format',
	category: 'parameter',
	retryable: false,
	advice: 'Check the details for the name of the field. A number is 256 followed by 9 digits.',
};

/**
 * Socnet's `status` values of rejections. They are in the body, whatever the HTTP status is.
 * `http-404` and `http-405` are for responses without a `status` and a `message`. 404 is described as "There is no text in the image" and, further down, as "[Resource] not found".
 *
 * Source: Socnet WhatsApp Messaging API Specification V1.01, "Status Codes" and the response examples.
 */
export const SOCNET_ERRORS: ErrorTable = {
	1: {
		title: 'Socnet rejected the request',
		category: 'unknown',
		retryable: false,
		advice:
			'Check the details. If there are none, check the number, the text, and the template name.',
	},
	invalid: {
		title: 'The number isn’t on WhatsApp',
		category: 'recipient',
		retryable: false,
		advice: 'Check the number, or reach the recipient by SMS.',
	},
	400: BAD_FIELD,
	401: {
		title: 'Socnet doesn’t recognize the API key',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice: 'Copy the API key from Socnet’s web interface into the credential.',
	},
	403: {
		title: 'The account doesn’t have enough credit',
		category: 'balance',
		retryable: false,
		stopsRun: true,
		advice: 'Top up the account with Socnet.',
	},
	404: {
		title: 'Socnet couldn’t find something in the request',
		category: 'parameter',
		retryable: false,
		advice:
			"The details say what. Check 'Base URL' in the credential, and 'Template Name' if you send a template.",
	},
	405: WRONG_METHOD,
	422: BAD_FIELD,
	500: {
		title: 'Socnet couldn’t process the request',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice:
			'The request may have gone through. Check with Socnet support whether it did before you try again.',
	},
	503: {
		title: 'Socnet is temporarily unavailable',
		category: 'temporary',
		retryable: true,
		advice: TRY_LATER,
	},
	'http-404': {
		title: 'Socnet couldn’t find this URL',
		category: 'parameter',
		retryable: false,
		advice: "Check 'Base URL' in the credential. It must be the full URL of api.php.",
	},
	'http-405': WRONG_METHOD,
};
