import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { createApiCall } from '../ask';
import type { Outbound, Run } from '../operation';

export const description: INodeProperties[] = [];

export function build(this: IExecuteFunctions, _itemIndex: number, run: Run): Outbound {
	return createApiCall(run, 'account', 'getHealth', {});
}
