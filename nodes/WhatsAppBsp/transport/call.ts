import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { ProviderCall } from '../providers/calls';
import type { Account, ProviderReply, ProviderRequest, Refused } from '../providers/provider';
import { NoAnswer } from './noAnswer';
import { callProvider } from './request';

const NOTHING_CHANGED = 'Nothing was changed. Wait a moment, then try again.';

/** More pages than any account has: a list that never ends is not followed for ever. */
const MAX_REQUESTS = 1000;

/**
 * Runs a call to its end: its request, and those that its answers lead to.
 * @returns the result, or what the provider or the network said instead
 */
export async function runCall<Result>(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credential: string,
	first: ProviderCall<Result>,
	account: Account,
): Promise<{ result: Result; raw: unknown } | (Refused & { raw: unknown })> {
	let call = first;
	for (let i = 0; ; i++) {
		const request = await call.request(account);
		if ('accepted' in request) return { ...request, raw: null };
		const reply = await answered(callProvider(context, credential, request, account));
		const silent = reply instanceof NoAnswer;
		const raw = silent ? null : reply.json === undefined ? reply.text : reply.json;
		const answer = silent ? unanswered(reply) : call.reply(reply, account);
		if ('result' in answer) return { result: answer.result, raw };
		if ('accepted' in answer) return { ...safeToRepeat(request, answer), raw };
		if (i >= MAX_REQUESTS) throw new Error('The provider’s list of results doesn’t end');
		call = answer.next;
	}
}

/** Silence as a value; anything else goes on as it was thrown. */
async function answered(asked: Promise<ProviderReply>): Promise<ProviderReply | NoAnswer> {
	return await asked.catch((error: unknown) =>
		error instanceof NoAnswer ? error : Promise.reject(error),
	);
}

function unanswered({ error, notSent }: NoAnswer): Refused {
	return { accepted: false, error, outcomeUnknown: !notSent };
}

/** Reading changes nothing: whatever became of the request, it may be made again. */
function safeToRepeat({ method }: ProviderRequest, refused: Refused): Refused {
	if (method !== 'GET' || !refused.outcomeUnknown) return refused;
	return { accepted: false, error: { ...refused.error, advice: NOTHING_CHANGED } };
}
