import type { ApiCall } from '../../providers/apiCalls';
import { limitFields, getLimit } from '../fields/limit';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBlockedUsers'] } },
	limitFields,
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('account', 'getBlockedUsers', { limit: getLimit(reader) });
}
