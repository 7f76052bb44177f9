import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { ApiCall } from '../providers/apiCalls';
import { NetworkError } from './networkError';
import { providerRequest } from './providerRequest';
import type { Rejected } from '../core/result';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

const NOTHING_CHANGED_ADVICE = 'Nothing was changed. Wait a moment, then try again.';

/** More pages than any account has: a list that never ends is not followed for ever. */
const MAX_REQUESTS = 1000;

/**
 * Runs a call to its end: its request, and those that its answers lead to.
 * @returns the result, or what the provider or the network said instead
 */
export async function runApiCall<Result>(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credential: string,
	first: ApiCall<Result>,
	account: Account,
): Promise<{ result: Result; raw: unknown } | (Rejected & { raw: unknown })> {
	let call = first;
	for (let i = 0; ; i++) {
		const request = await call.buildRequest(account);
		if ('accepted' in request) return { ...request, raw: null };
		const response = await catchNetworkError(
			providerRequest(context, credential, request, account),
		);
		const isUnanswered = response instanceof NetworkError;
		const raw = isUnanswered ? null : response.json === undefined ? response.text : response.json;
		const result = isUnanswered ? toRejected(response) : call.parseResponse(response, account);
		if ('result' in result) return { result: result.result, raw };
		if ('accepted' in result) return { ...withoutUnknownOutcome(request, result), raw };
		if (i >= MAX_REQUESTS) throw new Error('The provider’s list of results doesn’t end');
		call = result.next;
	}
}

/** Silence as a value; anything else goes on as it was thrown. */
async function catchNetworkError(
	asked: Promise<ProviderResponse>,
): Promise<ProviderResponse | NetworkError> {
	return await asked.catch((error: unknown) =>
		error instanceof NetworkError ? error : Promise.reject(error),
	);
}

function toRejected({ error, requestNotSent }: NetworkError): Rejected {
	return { accepted: false, error, outcomeUnknown: !requestNotSent };
}

/** Reading changes nothing: whatever became of the request, it may be made again. */
function withoutUnknownOutcome({ method }: ProviderRequest, refused: Rejected): Rejected {
	if (method !== 'GET' || !refused.outcomeUnknown) return refused;
	return { accepted: false, error: { ...refused.error, advice: NOTHING_CHANGED_ADVICE } };
}
