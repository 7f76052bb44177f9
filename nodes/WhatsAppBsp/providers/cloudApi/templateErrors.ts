import type { ErrorEntry, ErrorTable } from '../shared/errorTable';
import { ASK_SUPPORT, CHECK_TEMPLATE } from './advice';

/** Why a template or a flow can't be sent. */
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
		advice:
			'WhatsApp pauses a template for 3 hours, then for 6, and then disables it. Improve its text, or use a different template.',
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
		advice:
			'Remove line breaks, tabs, and more than 4 consecutive spaces from the values. A template that WhatsApp generated (auto_generated_…) can’t be sent by name.',
	},
	132021: {
		title: 'A template with this name already exists',
		category: 'template',
		retryable: false,
		advice: 'Choose a different template name.',
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
		retryable: false,
		advice: 'Wait an hour before you send this flow again, and send it less often.',
	},
	134100: {
		title: 'The template isn’t a marketing template',
		category: 'template',
		retryable: false,
		advice: 'Choose a template of the category Marketing.',
	},
	134101: {
		title: 'The template is still being prepared for marketing messages',
		category: 'template',
		retryable: false,
		advice: 'Wait 10 minutes, then try again.',
	},
	134102: {
		title: 'The template can’t be used for marketing messages',
		category: 'template',
		retryable: false,
		advice:
			'Check in the provider’s portal that the account has accepted the terms for marketing messages, or choose a different template.',
	},
	134103: {
		title: 'The template can’t be sent as a marketing message',
		category: 'template',
		retryable: false,
		advice: `Check the details for WhatsApp’s reason. ${ASK_SUPPORT}`,
	},
	139200: {
		title: 'WhatsApp has blocked Direct Send for this account',
		category: 'account',
		retryable: false,
		advice: 'Send an approved template instead. Read the notice in WhatsApp Manager.',
	},
};

const TOO_LONG: ErrorEntry = {
	title: 'A part of the template is too long',
	category: 'template',
	retryable: false,
	advice: 'Shorten it. The details name the part.',
};

const GENERATED: ErrorEntry = {
	title: 'WhatsApp generated this template, so it can’t be changed',
	category: 'template',
	retryable: false,
	advice: 'Create a template of your own. WhatsApp removes generated ones that aren’t used.',
};

/**
 * Why a template can't be created, edited, or deleted: Meta's `error_subcode`.
 * Source: Meta's "Error codes" page, "Template creation".
 */
export const TEMPLATE_EDITING_ERRORS: ErrorTable = {
	2388019: {
		title: 'The account has reached its maximum number of templates',
		category: 'account',
		retryable: false,
		advice: 'Delete templates that you don’t use, or ask the provider for the account’s limit.',
	},
	2388040: TOO_LONG,
	2388047: {
		...TOO_LONG,
		title: 'The template’s header isn’t formatted correctly',
		advice: 'Correct the header. It can have up to 60 characters and one placeholder.',
	},
	2388072: {
		...TOO_LONG,
		title: 'The template’s body isn’t formatted correctly',
		advice:
			'Correct the body. It can have up to 1024 characters, 600 with a limited-time offer, and 160 with a product or on a card.',
	},
	2388073: {
		...TOO_LONG,
		title: 'The template’s footer isn’t formatted correctly',
		advice: 'Correct the footer. It can have up to 60 characters and no placeholders.',
	},
	2388293: {
		...TOO_LONG,
		title: 'The template has too many placeholders for its text',
		advice: 'Write more text, or use fewer placeholders.',
	},
	2388299: {
		...TOO_LONG,
		title: 'The template’s text begins or ends with a placeholder',
		advice: 'Write text in front of the first placeholder and after the last one.',
	},
	2388318: GENERATED,
	2388330: {
		...GENERATED,
		title: 'WhatsApp generated this template, so it can’t be deleted',
		advice: 'You don’t have to delete it. WhatsApp removes generated templates that aren’t used.',
	},
};
