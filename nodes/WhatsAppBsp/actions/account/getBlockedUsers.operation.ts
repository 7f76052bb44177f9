import { updateDisplayOptions } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import { limitFields, getLimit } from '../fields/limit';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBlockedUsers'] } },
	limitFields,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('account', 'getBlockedUsers', { limit: getLimit(reader) });
}
