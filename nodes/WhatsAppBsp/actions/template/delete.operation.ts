import type { INodeProperties } from 'n8n-workflow';
import { validateText, TEXT_LIMITS } from '../../core/validation';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

const properties: INodeProperties[] = [
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. order_shipped',
		description:
			'This can’t be undone. The name of an approved template can’t be used again for 30 days.',
	},
	{
		displayName: 'Language',
		name: 'deleteLanguage',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description: 'Deletes the template in this language. If empty, it’s deleted in all languages.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['delete'] } },
	properties,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const name = reader.trimmedText('templateName');
	reader.assertValid(validateText('Template Name', name, { limit: TEXT_LIMITS.templateName }));
	const language = reader.trimmedText('deleteLanguage') || undefined;
	// An item without a language must not delete all of them.
	if (!language && reader.isExpression('deleteLanguage')) {
		reader.addViolation(
			'deleteLanguage',
			'gives nothing; to delete all languages, clear the field',
		);
		reader.assertValid();
	}
	return run.createApiCall('template', 'delete', { name, language });
}
