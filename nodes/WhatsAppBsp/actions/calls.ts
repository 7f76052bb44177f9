import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CallResult, ProviderCall } from '../providers/calls';
import type { Account, Provider } from '../providers/provider';
import { runCall } from '../transport/call';
import type { Output } from './output';

export interface PlannedCall {
	itemIndex: number;
	call: ProviderCall;
}

/** The output field that a downloaded file goes to. */
const FILE_FIELD = 'data';

/** Makes each item's call, one after the other, and puts out what it brought. */
export async function carryOut(
	context: IExecuteFunctions,
	provider: Provider,
	account: Account,
	calls: PlannedCall[],
	output: Output,
): Promise<void> {
	for (const { itemIndex, call } of calls) {
		const answer = await runCall(context, provider.credential, call, account);
		if ('accepted' in answer) output.add(itemIndex, null, answer, { raw: answer.raw });
		else output.addItems(itemIndex, await itemsOf(context, answer.result));
	}
}

async function itemsOf(
	context: IExecuteFunctions,
	{ json, file }: CallResult,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = json.map((entry) => ({ json: entry }));
	if (file) {
		const { bytes, fileName, mimeType } = file;
		const binary = await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
		items[0] = { ...items[0], binary: { [FILE_FIELD]: binary } };
	}
	return items;
}
