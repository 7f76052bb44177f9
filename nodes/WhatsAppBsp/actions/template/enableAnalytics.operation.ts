import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['enableAnalytics'] } },
	[
		{
			displayName: 'WhatsApp doesn’t let you turn analytics off again.',
			name: 'analyticsNotice',
			type: 'notice',
			default: '',
		},
	],
);

export const kind = 'apiCall';

export function buildApiCall(_reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('template', 'enableAnalytics', {});
}
