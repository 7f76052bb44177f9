import type { CallInputs, CallResource, ProviderCall } from '../providers/calls';
import type { Outbound, Run } from './operation';

/**
 * The provider's own way to ask what an operation wants. The router has checked before that the
 * provider offers the operation.
 */
export function ask<R extends CallResource, O extends keyof CallInputs[R] & string>(
	{ provider }: Pick<Run, 'provider'>,
	resource: R,
	operation: O,
	input: CallInputs[R][O],
): Outbound {
	const calls = provider.calls[resource] as
		| Record<string, ((given: CallInputs[R][O]) => ProviderCall) | undefined>
		| undefined;
	const call = calls?.[operation];
	if (!call) throw new Error(`${provider.displayName} has no ${resource} operation '${operation}'`);
	return { kind: 'call', call: call(input) };
}
