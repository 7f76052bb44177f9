import type { ErrorTable } from '../errorTable';
import { CHECK_TEMPLATE, SLOWER } from './advice';

/** Templates and Flows. */
export const TEMPLATES: ErrorTable = {
	132000: {
		title: 'The number of values does not match the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	132001: {
		title: 'The template does not exist in this language',
		category: 'template',
		retryable: false,
		advice:
			'Check the template’s name and language code, and that it is approved, in the provider’s portal.',
	},
	132005: {
		title: 'The filled-in template is too long',
		category: 'template',
		retryable: false,
		advice: 'Shorten the values.',
	},
	132007: {
		title: 'The template’s content breaks WhatsApp’s policy',
		category: 'template',
		retryable: false,
		advice: 'Read the reason in the provider’s portal, change the template and submit it again.',
	},
	132012: {
		title: 'A value has the wrong format for the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	132015: {
		title: 'The template is paused for low quality',
		category: 'template',
		retryable: false,
		advice: 'Wait until WhatsApp resumes it, improve its text, or use another template.',
	},
	132016: {
		title: 'The template is disabled for good',
		category: 'template',
		retryable: false,
		advice: 'Create a new template with other content.',
	},
	132018: {
		title: 'A template value holds characters that are not allowed',
		category: 'template',
		retryable: false,
		advice: 'Remove line breaks, tabs and runs of more than four spaces from the values.',
	},
	132068: {
		title: 'The Flow is blocked',
		category: 'template',
		retryable: false,
		advice: 'Correct the Flow in WhatsApp Manager.',
	},
	132069: {
		title: 'The Flow was sent too often in the last hour',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
};
