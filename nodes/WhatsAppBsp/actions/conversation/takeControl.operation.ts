import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { noteField, readControl, toField } from './controlFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['conversation'], operation: ['takeControl'] } },
	[toField, noteField],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('conversation', 'takeControl', readControl(reader, run));
}
