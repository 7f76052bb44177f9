import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ApiCallResult, ApiCall } from '../providers/apiCalls';
import type { Provider } from '../providers/provider';
import { unknownOutcome } from '../sending/jobResult';
import { runApiCall } from '../transport/apiCall';
import type { OutputCollector } from './outputCollector';
import type { Rejected } from '../core/result';
import type { ProviderRequest, Account } from '../providers/request';

export interface PlannedApiCall {
	itemIndex: number;
	call: ApiCall;
}

/** The output field that a downloaded file goes to. */
const BINARY_PROPERTY = 'data';

/** Makes each item's call, one after the other, and puts out what it brought. */
export async function executeApiCalls(
	context: IExecuteFunctions,
	provider: Provider,
	account: Account,
	calls: PlannedApiCall[],
	output: OutputCollector,
): Promise<void> {
	for (const { itemIndex, call } of calls) {
		const outcome = await runItemCall(context, provider, account, call);
		if ('items' in outcome) output.addItems(itemIndex, outcome.items);
		else if ('thrown' in outcome) output.addError(itemIndex, outcome.thrown);
		else output.add(itemIndex, null, outcome, { raw: outcome.raw });
	}
}

type Outcome =
	| { items: INodeExecutionData[] }
	| (Rejected & { raw: unknown })
	/** Nothing was changed at the provider. */
	| { thrown: unknown };

/** Whatever is thrown is the outcome of this item alone: the others keep theirs. */
async function runItemCall(
	context: IExecuteFunctions,
	{ credential }: Provider,
	account: Account,
	call: ApiCall,
): Promise<Outcome> {
	let mayHaveChanged = false;
	const watched = withRequestHook(call, ({ method }) => (mayHaveChanged ||= method !== 'GET'));
	try {
		const answer = await runApiCall(context, credential, watched, account);
		if ('accepted' in answer) return answer;
		return { items: await toItems(context, answer.result) };
	} catch (thrown) {
		return mayHaveChanged ? { ...unknownOutcome(thrown), raw: null } : { thrown };
	}
}

/** The same call, which tells of each request before it is made. */
function withRequestHook(call: ApiCall, tell: (request: ProviderRequest) => void): ApiCall {
	return {
		async buildRequest(account) {
			const request = await call.buildRequest(account);
			if (!('accepted' in request)) tell(request);
			return request;
		},
		parseResponse(reply, account) {
			const answer = call.parseResponse(reply, account);
			return 'next' in answer ? { next: withRequestHook(answer.next, tell) } : answer;
		},
	};
}

async function toItems(
	context: IExecuteFunctions,
	{ json, file }: ApiCallResult,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = json.map((entry) => ({ json: entry }));
	if (file) {
		const { bytes, fileName, mimeType } = file;
		const binary = await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
		items[0] = { ...items[0], binary: { [BINARY_PROPERTY]: binary } };
	}
	return items;
}
