import type { ApiCall } from '../providers/apiCalls';
import { TRY_LATER } from '../providers/shared/advice';
import { catchNetworkError, NetworkError, toRejected } from './networkError';
import { getRedactedBody, redactSecrets } from './redactSecrets';
import type { Rejected } from '../core/result';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

const NOTHING_CHANGED_ADVICE = `Nothing was changed. ${TRY_LATER}`;

/** More pages than any account has, so that a list without an end is not followed forever. */
const MAX_REQUESTS = 1000;

/**
 * Runs a call to its end: its request, and those that its responses lead to.
 * @param send `providerRequest`, or what stands for it; may throw a `NetworkError`
 * @returns the result, or the error of the provider or the network; both redacted
 */
export async function runApiCall<Result>(
	first: ApiCall<Result>,
	account: Account,
	send: (request: ProviderRequest) => Promise<ProviderResponse>,
): Promise<{ result: Result } | (Rejected & { raw: unknown })> {
	let call = first;
	for (let i = 0; ; i++) {
		const request = await call.buildRequest(account);
		if ('accepted' in request) return { ...request, raw: null };
		const response = await catchNetworkError(send(request));
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

/** Of a request that changes nothing, a rejection without the warning that it may have gone through. */
export function withoutUnknownOutcome(request: ProviderRequest, rejected: Rejected): Rejected {
	if (mayChange(request) || !rejected.outcomeUnknown) return rejected;
	const error = { ...rejected.error, retryable: true, advice: NOTHING_CHANGED_ADVICE };
	return { accepted: false, error };
}
