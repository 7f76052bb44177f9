import type { INodeParameters } from 'n8n-workflow';
import { runNode, type RunOptions } from '../engine';
import { createAccount, type SandboxAccount } from '../sandboxClient';

/** Name, the node's fields, and the `interactive` object as Meta's documents write it. */
export type InteractiveCase = [string, INodeParameters, object];

export const CUSTOMER = '60123240066';
export const PROVIDERS = ['dialog360', 'modica'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What the provider wants around the message. */
export const ENVELOPES: Record<Provider, object> = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};

/** An account whose customer has just written. */
export async function openAccount(provider: Provider): Promise<SandboxAccount> {
	const account = await createAccount(provider);
	await account.writeText(CUSTOMER);
	return account;
}

/** Runs Send Interactive; `request` is the last one that reached the sandbox. */
export async function sendInteractive(
	account: SandboxAccount,
	parameters: INodeParameters,
	options: RunOptions = {},
) {
	const result = await runNode(
		account,
		{ operation: 'sendInteractive', to: '+60 12-324 0066', ...parameters },
		options,
	);
	const [request] = (await account.requests()).slice(-1);
	return { ...result, request };
}
