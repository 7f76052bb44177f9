import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { createApiCall } from '../ask';
import { limitFields, getLimit } from '../fields';
import type { Outbound, Run } from '../operation';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBlockedUsers'] } },
	limitFields,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	return createApiCall(run, 'account', 'getBlockedUsers', { limit: getLimit(this, itemIndex) });
}
