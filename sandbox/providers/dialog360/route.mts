import type { Account } from '../../core/account.mts';
import type { Answer, Hosting, ProviderRequest } from '../../core/types.mts';

export interface Route {
	hostings: Hosting[];
	method: string;
	path: RegExp;
	handle: (account: Account, request: ProviderRequest, parts: string[]) => Answer | Promise<Answer>;
}

export const CLOUD: Hosting[] = ['cloud'];
export const ON_PREMISE: Hosting[] = ['onPremise'];
export const V1: Hosting[] = ['onPremise', 'sandbox'];
export const EVERYWHERE: Hosting[] = ['cloud', 'onPremise', 'sandbox'];
export const ok = (body: unknown): Answer => ({ status: 200, body });
