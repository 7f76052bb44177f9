import type { ApiCallInputs, ApiCallResource, ApiCall } from '../providers/apiCalls';
import type { Outbound, Run } from './operation';

/**
 * The provider's own way to ask what an operation wants. The router has checked before that the
 * provider offers the operation.
 */
export function createApiCall<R extends ApiCallResource, O extends keyof ApiCallInputs[R] & string>(
	{ provider }: Pick<Run, 'provider'>,
	resource: R,
	operation: O,
	input: ApiCallInputs[R][O],
): Outbound {
	const calls = provider.apiCalls[resource] as
		| Record<string, ((given: ApiCallInputs[R][O]) => ApiCall) | undefined>
		| undefined;
	const call = calls?.[operation];
	if (!call) throw new Error(`${provider.displayName} has no ${resource} operation '${operation}'`);
	return { kind: 'call', call: call(input) };
}
