import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { ask } from '../ask';
import type { Outbound, Run } from '../operation';
import { usersField, usersOf } from './common.description';

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['unblockUsers'] } },
	[usersField],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	return ask(run, 'account', 'unblockUsers', { users: usersOf(this, itemIndex, run) });
}
