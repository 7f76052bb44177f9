import { TEXT_LIMITS, validateText } from '../core/validation';
import type { ContentRules } from './contentRules';

/** A template's approved text, for providers that recognize a template by it. */
export interface ApprovedTextContent {
	type: 'approvedText';
	body: string;
	/** Name of the approved template, where the provider needs one as well. */
	templateName?: string;
}

export const approvedText: ContentRules<ApprovedTextContent> = {
	validate: ({ body }) => validateText('Text', body, TEXT_LIMITS.text),
	preview: ({ body }) => body,
	toCloudApi: ({ body }) => ({ type: 'text', text: { body } }),
};
