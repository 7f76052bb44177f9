import type { INodeProperties } from 'n8n-workflow';
import { getProvidersWith } from '../../../providers';
import { createEntriesField } from '../../fields/entriesField';
import { joinProviderNames } from '../../fields/providerTexts';
import { templateByName, templateFromList } from '../../fields/templateLocator';
import { createTextField } from '../../fields/textField';
import { createOptionsField, createRecipientFields } from '../commonFields';
import { marketingFields } from './marketing';
import { createTidyValuesField } from './tidyValues';

const templateListProviders = getProvidersWith(({ templateList }) => templateList);
const nameAndLanguageProviders = getProvidersWith(
	({ templates }) => templates === 'nameAndLanguage',
);
const withoutTemplateList = nameAndLanguageProviders.filter(
	(provider) => !templateListProviders.includes(provider),
);
const approvedTextProviders = getProvidersWith(({ templates }) => templates === 'approvedText');
const nameAndTextProviders = getProvidersWith(({ templates }) => templates === 'nameAndText');
const nameAndTextNames = joinProviderNames(({ templates }) => templates === 'nameAndText', 'or');

const namespaceField: INodeProperties = {
	displayName: 'Namespace',
	name: 'namespace',
	type: 'string',
	default: '',
	placeholder: 'e.g. c8ae5f90_307a_ca4c_b8f6_d1e2a2573574',
	description:
		'Template namespace, for numbers on the On-Premise API. If empty, the namespace from the account’s list of templates is used.',
	displayOptions: {
		show: { '/provider': getProvidersWith((can) => can.templateNamespace === true) },
	},
};

const tidyValuesField = createTidyValuesField({
	'/provider': [...nameAndLanguageProviders, ...approvedTextProviders],
});

const valuesField = createEntriesField(
	{
		displayName: 'Template Values',
		name: 'templateValues',
		placeholder: 'Add value',
		description: 'Values that replace {{1}}, {{2}}, or {{name}} in the template’s text',
	},
	{
		displayName: 'Value',
		name: 'values',
		values: [
			createTextField(
				'Name',
				'name',
				'e.g. 1 or first_name',
				'Name or number of the placeholder. If empty, the next number is used.',
			),
			createTextField('Text', 'text', 'e.g. Ana'),
		],
	},
);

const byFields = {
	name: 'Template Fields',
	value: 'fields',
	description: 'One field for each part of the template that you can fill in',
};

const byValuesOrComponents = [
	{
		name: 'Template Values',
		value: 'values',
		description: 'One value for each {{1}} or {{name}} in the body',
	},
	{
		name: 'Components (JSON)',
		value: 'components',
		description: 'Header, body, and buttons in Cloud API format',
	},
];

const notice: INodeProperties = {
	displayName: `${joinProviderNames((can) => can.templates === 'approvedText')} identifies a template by its text. Paste the approved text, with {{1}} or {{name}} where your values go. Every other character must match the approved text.`,
	name: 'approvedTextNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { provider: approvedTextProviders } },
};

/** Which template, and what fills it in. */
export const templateContentFields: INodeProperties[] = [
	{ ...templateFromList, displayOptions: { show: { provider: templateListProviders } } },
	{ ...templateByName, displayOptions: { show: { provider: withoutTemplateList } } },
	{
		displayName: 'Fill In With',
		name: 'templateInput',
		type: 'options',
		options: [byFields, ...byValuesOrComponents],
		default: 'fields',
		displayOptions: { show: { provider: templateListProviders } },
	},
	{
		displayName: 'Fill In With',
		name: 'templateInput',
		type: 'options',
		options: byValuesOrComponents,
		default: 'values',
		displayOptions: { show: { provider: withoutTemplateList } },
	},
	{
		displayName: 'Template Fields',
		name: 'templateFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		required: true,
		typeOptions: {
			loadOptionsDependsOn: ['template.value'],
			resourceMapper: {
				resourceMapperMethod: 'getTemplateFields',
				mode: 'map',
				valuesLabel: 'Template Fields',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: false,
				noFieldsError: 'Choose a template first',
			},
		},
		description:
			'Values for the template’s fields. Media fields accept a URL, a media ID, or the name of a binary field of the input item, such as data.',
		displayOptions: { show: { provider: templateListProviders, templateInput: ['fields'] } },
	},
	{
		...valuesField,
		displayOptions: { show: { provider: nameAndLanguageProviders, templateInput: ['values'] } },
	},
	{
		displayName: 'Components (JSON)',
		name: 'components',
		type: 'json',
		typeOptions: { rows: 8 },
		default: '[]',
		required: true,
		description:
			'Array of components in Cloud API format, such as [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]',
		displayOptions: { show: { provider: nameAndLanguageProviders, templateInput: ['components'] } },
	},
	{
		displayName: 'Approved Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Hi {{1}}, your order {{2}} has shipped.',
		description:
			'The template’s text, exactly as approved. Placeholders such as {{1}} or {{name}} are filled with the values below.',
		displayOptions: { show: { provider: approvedTextProviders } },
	},
	{ ...valuesField, displayOptions: { show: { provider: approvedTextProviders } } },
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. otp_template',
		description: `Name of a template approved for your ${nameAndTextNames} account`,
		displayOptions: { show: { provider: nameAndTextProviders } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. 482913',
		hint: `For a one-time password template, enter only the code. ${nameAndTextNames} adds the rest.`,
		displayOptions: { show: { provider: nameAndTextProviders } },
	},
];

export const templateOptions: INodeProperties[] = [namespaceField, tidyValuesField];

export const properties: INodeProperties[] = [
	notice,
	...createRecipientFields('sendTemplate'),
	...templateContentFields,
	createOptionsField([...templateOptions, ...marketingFields]),
];
