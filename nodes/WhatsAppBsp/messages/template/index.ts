import type { IDataObject } from 'n8n-workflow';
import type { ContentRules } from '../contentRules';
import { validateComponentTexts } from './parameterTexts';
import { validateTemplateKey } from './validateTemplateKey';

/** A template by name, in Cloud API format. */
export interface TemplateContent {
	type: 'template';
	name: string;
	/** Language code as in the template, such as `en_US`. */
	language: string;
	/** Components in the Cloud API's JSON; their media may still be a file. */
	components: IDataObject[];
	/** The message as the customer will read it, where the definition is known. */
	preview?: string;
	/** WhatsApp Business API client (On-Premise) only. */
	namespace?: string;
}

/** Source: Meta, "Template messages". */
export const template: ContentRules<TemplateContent> = {
	validate: (content) => [
		...validateTemplateKey(content),
		...validateComponentTexts(content.components),
	],
	preview: ({ preview }) => preview ?? null,
	toCloudApi: ({ name, language, components }) => ({
		type: 'template',
		template: {
			name,
			language: { code: language },
			...(components.length > 0 ? { components } : {}),
		},
	}),
};
