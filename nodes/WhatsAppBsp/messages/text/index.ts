import { TEXT_LIMITS, validateText } from '../../core/validation';
import type { ContentRules } from '../contentRules';

export interface TextContent {
	type: 'text';
	body: string;
	/** Show a preview of the first link. */
	previewUrl?: boolean;
}

/** Source: Meta, "Text messages". */
export const text: ContentRules<TextContent> = {
	validate: ({ body }) => validateText('Text', body, { limit: TEXT_LIMITS.text }),
	preview: ({ body }) => body,
	toCloudApi: ({ body, previewUrl }) => ({
		type: 'text',
		text: { body, ...(previewUrl === undefined ? {} : { preview_url: previewUrl }) },
	}),
};
