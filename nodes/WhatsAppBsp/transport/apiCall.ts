import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { ApiCall } from '../providers/apiCalls';
import { catchNetworkError, NetworkError, toRejected } from './networkError';
import { providerRequest } from './providerRequest';
import { getRedactedBody, redactSecrets } from './redactSecrets';
import type { Rejected } from '../core/result';
import type { ProviderRequest, Account } from '../providers/request';

/** For requests that only read. */
const NOTHING_CHANGED_ADVICE = 'Nothing was changed. Wait a moment, then try again.';

/** More pages than any account has, so that a list without an end is not followed forever. */
const MAX_REQUESTS = 1000;

/**
 * Runs a call to its end: its request, and those that its responses lead to.
 * @param onRequest called before each request is sent
 * @returns the result, or the error of the provider or the network; both redacted
 */
export async function runApiCall<Result>(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credential: string,
	first: ApiCall<Result>,
	account: Account,
	onRequest?: (request: ProviderRequest) => void,
): Promise<{ result: Result } | (Rejected & { raw: unknown })> {
	let call = first;
	for (let i = 0; ; i++) {
		const request = await call.buildRequest(account);
		if ('accepted' in request) return { ...request, raw: null };
		onRequest?.(request);
		const response = await catchNetworkError(
			providerRequest(context, credential, request, account),
		);
		const hasNoResponse = response instanceof NetworkError;
		const result = hasNoResponse ? toRejected(response) : call.parseResponse(response, account);
		if ('result' in result) return { result: redactSecrets(result.result, account) };
		if ('accepted' in result) {
			const raw = hasNoResponse ? null : getRedactedBody(response, account);
			return { ...redactSecrets(withoutUnknownOutcome(request, result), account), raw };
		}
		if (i >= MAX_REQUESTS) throw new Error('The provider’s list of results doesn’t end');
		call = result.next;
	}
}

/** Whether it may change something at the provider. */
export function mayChange({ method, changesNothing }: ProviderRequest): boolean {
	return method !== 'GET' && !changesNothing;
}

/** Of a request that only reads, a rejection without the warning that it may have gone through. */
export function withoutUnknownOutcome(request: ProviderRequest, rejected: Rejected): Rejected {
	if (mayChange(request) || !rejected.outcomeUnknown) return rejected;
	return { accepted: false, error: { ...rejected.error, advice: NOTHING_CHANGED_ADVICE } };
}
