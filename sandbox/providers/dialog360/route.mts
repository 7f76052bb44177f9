import type { Account } from '../../core/account.mts';
import type { ProviderResponse, Hosting, ProviderRequest } from '../../core/types.mts';

export interface Route {
	hostings: Hosting[];
	method: string;
	path: RegExp;
	handle: (
		account: Account,
		request: ProviderRequest,
		parts: string[],
	) => ProviderResponse | Promise<ProviderResponse>;
}

export const CLOUD: Hosting[] = ['cloud'];
export const ON_PREMISE: Hosting[] = ['onPremise'];
export const V1: Hosting[] = ['onPremise', 'sandbox'];
export const EVERYWHERE: Hosting[] = ['cloud', 'onPremise', 'sandbox'];
export const ok = (body: unknown): ProviderResponse => ({ status: 200, body });
