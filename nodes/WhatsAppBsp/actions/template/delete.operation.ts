import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { validateText, TEXT_LIMITS } from '../../core/validation';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';

const properties: INodeProperties[] = [
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. order_shipped',
		description: 'The template is deleted in all languages. This can’t be undone.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['delete'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const name = getTrimmedText(this, 'templateName', itemIndex);
	assertValid(validateText('Template Name', name, TEXT_LIMITS.templateName));
	return createApiCall(run, 'template', 'delete', { name });
}
