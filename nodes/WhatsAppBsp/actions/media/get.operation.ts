import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { mediaIdField, readMediaId } from './mediaId';

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['get'] } },
	[mediaIdField],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('media', 'get', { mediaId: readMediaId(reader) });
}
