import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { checkText, LIMITS } from '../../messages/limits';
import { ask } from '../ask';
import { refuse, textOf } from '../fields';
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
	const name = textOf(this, 'templateName', itemIndex);
	refuse(checkText('Template Name', name, LIMITS.templateName));
	return ask(run, 'template', 'delete', { name });
}
