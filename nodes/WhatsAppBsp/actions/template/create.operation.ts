import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { TEXT_LIMITS, validateText } from '../../core/validation';
import { getParameterFormat } from '../../messages/template/buildDefinition';
import {
	validateDefinition,
	validateNewTemplate,
	validateTtl,
} from '../../messages/template/validateDefinition';
import type { ApiCall } from '../../providers/apiCalls';
import { createEntriesField } from '../fields/entriesField';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { CATEGORIES, createContentFields, optionsField } from './contentFields';
import { createContentLabels, readComponents, readTtlSeconds } from './readContent';

const properties: INodeProperties[] = [
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. order_shipped',
		description: 'Lowercase letters, digits, and underscores only',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en_US',
		required: true,
		placeholder: 'e.g. en_US',
		description: 'Language code, as WhatsApp defines it',
	},
	{
		displayName: 'Category',
		name: 'category',
		type: 'options',
		options: CATEGORIES,
		default: 'UTILITY',
	},
	...createContentFields([
		{
			name: 'WhatsApp’s Library',
			value: 'library',
			description: 'A ready-made utility template. See the operation Get Library.',
		},
	]),
	{
		displayName: 'Library Template',
		name: 'libraryTemplate',
		type: 'string',
		default: '',
		placeholder: 'e.g. delivery_update_1',
		description: 'Name of the template in the library',
		displayOptions: { show: { contentSource: ['library'] } },
	},
	{
		...createEntriesField(
			{
				displayName: 'Library Buttons',
				name: 'libraryButtons',
				placeholder: 'Add button',
				description: 'Your values for each button of the library template, in its order',
			},
			{
				displayName: 'Button',
				name: 'button',
				values: [
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/orders/{{1}}',
						description: 'Web page that the button opens. Leave empty for a phone number.',
					},
					{
						displayName: 'URL Example',
						name: 'urlExample',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/orders/4711',
					},
					{
						displayName: 'Phone Number',
						name: 'phoneNumber',
						type: 'string',
						default: '',
						placeholder: 'e.g. +60377220000',
					},
				],
			},
		),
		displayOptions: { show: { contentSource: ['library'] } },
	},
	optionsField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['create'] } },
	properties,
);

export const kind = 'apiCall';

function readLibraryButton(reader: ParameterReader): IDataObject {
	const [url, example] = [reader.trimmedText('url'), reader.trimmedText('urlExample')];
	if (!url) {
		const phoneNumber = reader.trimmedText('phoneNumber');
		if (!phoneNumber) reader.addViolation('url', "is empty, and so is 'Phone Number'; enter one");
		return { type: 'PHONE_NUMBER', phone_number: phoneNumber };
	}
	return {
		type: 'URL',
		url: { base_url: url, ...(example ? { url_suffix_example: example } : {}) },
	};
}

export async function buildApiCall(reader: ParameterReader, run: RunContext): Promise<ApiCall> {
	const named = {
		name: reader.trimmedText('templateName'),
		language: reader.trimmedText('language'),
	};
	const category = reader.option('category', 'UTILITY');
	const ttlSeconds = readTtlSeconds(reader);
	const components = await readComponents(reader, category);
	const library = {
		name: reader.trimmedText('libraryTemplate'),
		// A field that n8n keeps, because 'Content' is an expression, says nothing about another content.
		buttons: components ? [] : reader.entries('libraryButtons.button').map(readLibraryButton),
	};
	reader.assertValid([
		...validateNewTemplate(named),
		...validateTtl(ttlSeconds, category),
		...(components
			? validateDefinition(components, category, createContentLabels(reader))
			: validateText('Library Template', library.name, { limit: TEXT_LIMITS.templateName })),
	]);
	return run.createApiCall('template', 'create', {
		...named,
		category,
		components: components ?? [],
		...(components ? {} : { library }),
		parameterFormat: getParameterFormat(components ?? []),
		ttlSeconds,
	});
}
