import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { validateNewTemplate } from '../../messages/template/validateTemplate';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

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
		options: [
			{
				name: 'Authentication',
				value: 'AUTHENTICATION',
				description: 'One-time passwords',
			},
			{ name: 'Marketing', value: 'MARKETING', description: 'Offers, news, and invitations' },
			{
				name: 'Utility',
				value: 'UTILITY',
				description: 'Updates about a customer’s order, appointment, or account',
			},
		],
		default: 'UTILITY',
	},
	{
		displayName: 'Components (JSON)',
		name: 'components',
		type: 'json',
		typeOptions: { rows: 10 },
		default:
			'[\n  {\n    "type": "BODY",\n    "text": "Hi {{1}}, your order {{2}} has shipped.",\n    "example": { "body_text": [["Ana", "A-1042"]] }\n  }\n]',
		required: true,
		description:
			'Header, body, footer, and buttons in Cloud API format, with an example for each placeholder',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allow Category Change',
				name: 'allowCategoryChange',
				type: 'boolean',
				default: true,
				description:
					'Whether WhatsApp can move the template to a different category instead of rejecting it',
			},
			{
				displayName: 'Placeholder Format',
				name: 'parameterFormat',
				type: 'options',
				options: [
					{ name: 'By Name', value: 'NAMED', description: 'Such as {{first_name}}' },
					{ name: 'By Position', value: 'POSITIONAL', description: 'Such as {{1}} and {{2}}' },
				],
				default: 'POSITIONAL',
				description: 'How placeholders are written in the text',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['create'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const options = reader.collection('options');
	const template = {
		name: reader.trimmedText('templateName'),
		language: reader.trimmedText('language'),
		category: reader.option('category', 'UTILITY'),
		components: reader.jsonArray<IDataObject>('components') ?? [],
		allowCategoryChange: options.boolean('allowCategoryChange'),
		parameterFormat: options.option('parameterFormat'),
	};
	reader.assertValid(validateNewTemplate(template));
	return run.createApiCall('template', 'create', template);
}
