import { validateTemplateKey } from '../../messages/template/validateTemplateKey';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { anyTemplateFromList } from '../fields/templateLocator';
import { parseTemplateKey } from '../../messages/template/templateKey';

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['get'] } },
	[anyTemplateFromList],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const template = parseTemplateKey(reader.text('template'));
	reader.assertValid(validateTemplateKey(template));
	return run.createApiCall('template', 'get', template);
}
