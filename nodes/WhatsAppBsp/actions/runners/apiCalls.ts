import type { INodeExecutionData } from 'n8n-workflow';
import type { Rejected } from '../../core/result';
import type { ApiCall, ApiCallResult } from '../../providers/apiCalls';
import type { ProviderRequest } from '../../providers/request';
import { unknownOutcome } from '../../sending/jobResult';
import { mayChange, runApiCall } from '../../transport/apiCall';
import { providerRequest } from '../../transport/providerRequest';
import type { ApiCallOperation } from '../operation';
import type { RunContext } from '../runContext';

/** The output field that a downloaded file goes to. */
const BINARY_PROPERTY = 'data';

/** Every item is read before the first call, then one call is made after the other. */
export async function runApiCalls(
	{ description, buildApiCall }: ApiCallOperation,
	run: RunContext,
): Promise<void> {
	const calls: Array<{ itemIndex: number; call: ApiCall }> = [];
	await run.readItems(description, async (reader, itemIndex) => {
		const call = await buildApiCall(reader, run);
		reader.assertValid();
		calls.push({ itemIndex, call });
	});
	for (const { itemIndex, call } of calls) {
		if (run.isStopped) return;
		await runItemCall(run, itemIndex, call);
	}
}

type Outcome =
	| { items: INodeExecutionData[] }
	| (Rejected & { raw: unknown })
	/** Nothing was changed at the provider. */
	| { thrown: unknown };

async function runItemCall(run: RunContext, itemIndex: number, call: ApiCall): Promise<void> {
	const outcome = await getOutcome(run, call);
	if ('items' in outcome) run.output.addItems(itemIndex, outcome.items);
	else if ('thrown' in outcome) run.output.addError(itemIndex, outcome.thrown);
	else run.output.add(itemIndex, null, outcome, { raw: outcome.raw });
}

/** Whatever is thrown is the outcome of this item alone: the others keep theirs. */
async function getOutcome(run: RunContext, call: ApiCall): Promise<Outcome> {
	const { context, provider, account } = run;
	let mayHaveChanged = false;
	const send = async (request: ProviderRequest) => {
		mayHaveChanged ||= mayChange(request);
		return await providerRequest(context, provider.credential, request, account);
	};
	try {
		const response = await runApiCall(call, account, send);
		return 'accepted' in response ? response : { items: await toItems(run, response.result) };
	} catch (thrown) {
		return mayHaveChanged ? { ...unknownOutcome(thrown), raw: null } : { thrown };
	}
}

async function toItems(
	{ context }: RunContext,
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
