import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { ask } from '../ask';
import { limitFields, limitOf } from '../fields';
import type { Outbound, Run } from '../operation';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['getBlockedUsers'] } },
	limitFields,
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	return ask(run, 'account', 'getBlockedUsers', { limit: limitOf(this, itemIndex) });
}
