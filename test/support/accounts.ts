import {
	createAccount,
	type Data,
	type NewAccountOptions,
	type SandboxAccount,
	type SandboxProvider,
} from './sandboxClient';

/** Somebody to write to, in each provider's own country. */
export const RECIPIENTS: Readonly<Record<SandboxProvider, string>> = {
	dialog360: '60123240066',
	modica: '64210000000',
	bulk360: '60123240066',
	socnet: '256701234567',
};

export const PROVIDERS = Object.keys(RECIPIENTS) as SandboxProvider[];

/** An account to which its recipient has just written. */
export async function openAccount(
	provider: SandboxProvider,
	options: NewAccountOptions = {},
): Promise<SandboxAccount> {
	const account = await createAccount(provider, options);
	await account.writes(RECIPIENTS[provider]);
	return account;
}

/** A 360dialog number with nothing in the way of many messages but what `settings` add. */
export async function freeAccount(settings: Data = {}): Promise<SandboxAccount> {
	return await createAccount('dialog360', {
		settings: { enforceWindow: false, ratePerSecond: null, pairLimit: false, ...settings },
	});
}
