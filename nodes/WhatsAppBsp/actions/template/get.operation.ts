import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { validateTemplateName } from '../../messages/template/validateTemplate';
import { createApiCall } from '../ask';
import { assertValid } from '../fields';
import type { Outbound, Run } from '../operation';
import { parseNameAndLanguage, templateFromList } from './templateFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['get'] } },
	[templateFromList],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const value = this.getNodeParameter('template', itemIndex, '', { extractValue: true });
	const template = parseNameAndLanguage(value);
	assertValid(validateTemplateName(template));
	return createApiCall(run, 'template', 'get', template);
}
