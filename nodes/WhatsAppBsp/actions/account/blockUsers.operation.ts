import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { usersField, readUsers } from './userFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['blockUsers'] } },
	[usersField],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	return run.createApiCall('account', 'blockUsers', { users: readUsers(reader, run) });
}
