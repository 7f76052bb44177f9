import { updateDisplayOptions } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

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
