import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { checkTemplateName } from '../../messages/template/check';
import { ask } from '../ask';
import { refuse } from '../fields';
import type { Outbound, Run } from '../operation';
import { nameAndLanguage, templateFromList } from './common.description';

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['get'] } },
	[templateFromList],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const value = this.getNodeParameter('template', itemIndex, '', { extractValue: true });
	const template = nameAndLanguage(value);
	refuse(checkTemplateName(template));
	return ask(run, 'template', 'get', template);
}
