import { validateTemplateName } from '../../messages/template/validateTemplate';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { anyTemplateFromList, parseNameAndLanguage } from './templateFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['get'] } },
	[anyTemplateFromList],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const template = parseNameAndLanguage(reader.text('template'));
	reader.assertValid(validateTemplateName(template));
	return run.createApiCall('template', 'get', template);
}
