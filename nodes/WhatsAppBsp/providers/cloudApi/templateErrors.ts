import type { ErrorTable } from '../shared/errorTable';
import { CHECK_TEMPLATE, SLOWER } from './advice';

/** Templates and Flows. */
export const TEMPLATE_ERRORS: ErrorTable = {
	132000: {
		title: 'The number of values doesn’t match the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	132001: {
		title: 'The template doesn’t exist in this language or isn’t approved',
		category: 'template',
		retryable: false,
		advice:
			'In the provider’s portal, check the template’s name and language code, and that it’s approved.',
	},
	132005: {
		title: 'The filled-in template is too long',
		category: 'template',
		retryable: false,
		advice: 'Shorten the values.',
	},
	132007: {
		title: 'The template’s content violates WhatsApp’s policy',
		category: 'template',
		retryable: false,
		advice: 'Read the reason in the provider’s portal, change the template, and submit it again.',
	},
	132012: {
		title: 'A value has the wrong format for the template',
		category: 'template',
		retryable: false,
		advice: CHECK_TEMPLATE,
	},
	132015: {
		title: 'The template is paused because of low quality',
		category: 'template',
		retryable: false,
		advice: 'Wait until WhatsApp resumes it, improve its text, or use a different template.',
	},
	132016: {
		title: 'The template is permanently disabled',
		category: 'template',
		retryable: false,
		advice: 'Create a new template with different content.',
	},
	132018: {
		title: 'A template value contains characters that aren’t allowed',
		category: 'template',
		retryable: false,
		advice: 'Remove line breaks, tabs, and more than 4 consecutive spaces from the values.',
	},
	132068: {
		title: 'The flow is blocked',
		category: 'template',
		retryable: false,
		advice: 'Fix the flow in WhatsApp Manager.',
	},
	132069: {
		title: 'The flow was sent too many times in the last hour',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
};
