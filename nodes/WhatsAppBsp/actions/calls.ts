import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CallResult, ProviderCall } from '../providers/calls';
import type { Account, Provider, ProviderRequest, Refused } from '../providers/provider';
import { lost } from '../sending/fate';
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
		const outcome = await outcomeOf(context, provider, account, call);
		if ('items' in outcome) output.addItems(itemIndex, outcome.items);
		else if ('thrown' in outcome) output.addError(itemIndex, outcome.thrown);
		else output.add(itemIndex, null, outcome, { raw: outcome.raw });
	}
}

type Outcome =
	| { items: INodeExecutionData[] }
	| (Refused & { raw: unknown })
	/** Nothing was changed at the provider. */
	| { thrown: unknown };

/** Whatever is thrown is the outcome of this item alone: the others keep theirs. */
async function outcomeOf(
	context: IExecuteFunctions,
	{ credential }: Provider,
	account: Account,
	call: ProviderCall,
): Promise<Outcome> {
	let mayHaveChanged = false;
	const watched = watching(call, ({ method }) => (mayHaveChanged ||= method !== 'GET'));
	try {
		const answer = await runCall(context, credential, watched, account);
		if ('accepted' in answer) return answer;
		return { items: await itemsOf(context, answer.result) };
	} catch (thrown) {
		return mayHaveChanged ? { ...lost(thrown), raw: null } : { thrown };
	}
}

/** The same call, which tells of each request before it is made. */
function watching(call: ProviderCall, tell: (request: ProviderRequest) => void): ProviderCall {
	return {
		async request(account) {
			const request = await call.request(account);
			if (!('accepted' in request)) tell(request);
			return request;
		},
		reply(reply, account) {
			const answer = call.reply(reply, account);
			return 'next' in answer ? { next: watching(answer.next, tell) } : answer;
		},
	};
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
