import {
	jsonParse,
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import {
	bodyComponent,
	checkValues,
	fillWording,
	type TemplateValue,
} from '../../messages/template/values';
import type { MessageContent, Violation } from '../../messages/types';
import { PROVIDERS, providersWith } from '../../providers';
import type { Capabilities, ProviderName } from '../../providers/provider';
import { InvalidInput } from '../../transport/errors';
import type { Outbound } from '../operation';
import { envelope, optionsField, optionsOf, toField } from './common.description';

const named = providersWith(({ templates }) => templates === 'nameAndLanguage');
const worded = providersWith(({ templates }) => templates === 'wording');
const nameAndText = providersWith(({ templates }) => templates === 'nameAndText');

const namespaceField: INodeProperties = {
	displayName: 'Namespace',
	name: 'namespace',
	type: 'string',
	default: '',
	placeholder: 'e.g. c8ae5f90_307a_ca4c_b8f6_d1e2a2573574',
	description: 'Namespace of the template; numbers on the On-Premise API need it',
	displayOptions: { show: { '/provider': ['dialog360'] } },
};

const valuesField: INodeProperties = {
	displayName: 'Template Values',
	name: 'templateValues',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add value',
	default: {},
	description: 'What stands in the place of {{1}}, {{2}} or {{name}} in the text of the template',
	options: [
		{
			displayName: 'Value',
			name: 'values',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1 or first_name',
					description: 'Name or number of the placeholder. Left empty: the next number.',
				},
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					default: '',
					placeholder: 'e.g. Ana',
				},
			],
		},
	],
};

const properties: INodeProperties[] = [
	toField,
	{
		displayName: 'Template',
		name: 'template',
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		required: true,
		modes: [
			{
				displayName: 'By Name and Language',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. order_shipped|en_US',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^[^|]+\\|[A-Za-z_]+$',
							errorMessage: 'Write name and language with a bar between them: order_shipped|en_US',
						},
					},
				],
			},
		],
		description: 'Name and language of an approved template',
		displayOptions: { show: { provider: named } },
	},
	{
		displayName: 'Fill In',
		name: 'templateInput',
		type: 'options',
		options: [
			{
				name: 'Values for the Text',
				value: 'values',
				description: 'One value for each {{1}} or {{name}} of the body',
			},
			{
				name: 'Components (JSON)',
				value: 'components',
				description: 'Header, body and buttons as the Cloud API writes them',
			},
		],
		default: 'values',
		displayOptions: { show: { provider: named } },
	},
	{ ...valuesField, displayOptions: { show: { provider: named, templateInput: ['values'] } } },
	{
		displayName: 'Components (JSON)',
		name: 'components',
		type: 'json',
		typeOptions: { rows: 8 },
		default: '[]',
		required: true,
		description:
			'Array of components in the Cloud API’s words, such as [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]',
		displayOptions: { show: { provider: named, templateInput: ['components'] } },
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
			'The template exactly as it was approved; Bulk360 recognises it by its wording. Placeholders are filled from the values below.',
		displayOptions: { show: { provider: worded } },
	},
	{ ...valuesField, displayOptions: { show: { provider: worded } } },
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. otp_template',
		description: 'Name of a template that is approved for your Socnet account',
		displayOptions: { show: { provider: nameAndText } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. 482913',
		description: 'For a one-time password template the code alone: Socnet adds the rest',
		displayOptions: { show: { provider: nameAndText } },
	},
	optionsField([namespaceField]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendTemplate'] } },
	properties,
);

function refuse(violations: Violation[]): void {
	if (violations.length > 0) throw InvalidInput.fromViolations(violations);
}

function valuesOf(context: IExecuteFunctions, itemIndex: number): TemplateValue[] {
	const values = context.getNodeParameter('templateValues.values', itemIndex, []) as IDataObject[];
	return values.map(({ name, text }) => ({ name: String(name ?? ''), text: String(text ?? '') }));
}

function componentsOf(context: IExecuteFunctions, itemIndex: number): IDataObject[] {
	if (context.getNodeParameter('templateInput', itemIndex, 'values') === 'values') {
		const values = valuesOf(context, itemIndex);
		refuse(checkValues(values));
		const body = bodyComponent(values);
		return body ? [body] : [];
	}
	const typed = context.getNodeParameter('components', itemIndex);
	const parsed: unknown =
		typeof typed === 'string' ? jsonParse(typed, { fallbackValue: undefined }) : typed;
	if (!Array.isArray(parsed)) {
		refuse([{ field: 'Components (JSON)', problem: 'is no JSON array of components' }]);
	}
	return parsed as IDataObject[];
}

/** How the content comes about, by how the provider names a template. */
const CONTENTS: Record<
	Capabilities['templates'],
	(context: IExecuteFunctions, itemIndex: number, options: IDataObject) => MessageContent
> = {
	nameAndLanguage: (context, i, options) => {
		const template = context.getNodeParameter('template', i, '', { extractValue: true });
		const [name, language = ''] = String(template ?? '').split('|');
		return {
			type: 'template',
			name: name.trim(),
			language: language.trim(),
			components: componentsOf(context, i),
			...(options.namespace ? { namespace: String(options.namespace).trim() } : {}),
		};
	},
	wording: (context, i) => {
		const wording = String(context.getNodeParameter('text', i) ?? '');
		const { text, violations } = fillWording(wording, valuesOf(context, i));
		refuse(violations);
		return { type: 'wording', body: text };
	},
	nameAndText: (context, i) => {
		const templateName = String(context.getNodeParameter('templateName', i) ?? '').trim();
		if (templateName === '') refuse([{ field: 'Template Name', problem: 'is empty' }]);
		return {
			type: 'wording',
			body: String(context.getNodeParameter('text', i) ?? ''),
			templateName,
		};
	},
};

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	const provider = PROVIDERS[this.getNodeParameter('provider', itemIndex) as ProviderName];
	const options = optionsOf(this, itemIndex);
	return {
		kind: 'message',
		message: {
			content: CONTENTS[provider.capabilities.templates](this, itemIndex, options),
			...envelope(options),
		},
	};
}
