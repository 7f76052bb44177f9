import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

export const description: INodeProperties[] = [];

export const kind = 'apiCall';

export function buildApiCall(_reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('account', 'getProfile', {});
}
