import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { createApiCall } from '../ask';
import type { Outbound, Run } from '../operation';
import { usersField, readUsers } from './userFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['unblockUsers'] } },
	[usersField],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	return createApiCall(run, 'account', 'unblockUsers', { users: readUsers(this, itemIndex, run) });
}
