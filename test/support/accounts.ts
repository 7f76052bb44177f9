import { sleep } from './runtime';
import {
	createAccount,
	waitFor,
	type Data,
	type NewAccountOptions,
	type SandboxAccount,
	type SandboxProvider,
} from './sandboxClient';

/** A recipient in each provider's own country. */
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
	await account.writeText(RECIPIENTS[provider]);
	return account;
}

/** A 360dialog number with nothing in the way of many messages but what `settings` add. */
export async function freeAccount(settings: Data = {}): Promise<SandboxAccount> {
	return await createAccount('dialog360', {
		settings: { enforceWindow: false, ratePerSecond: null, pairLimit: false, ...settings },
	});
}

/** Lets the first `skip` requests pass; the others get no response before the release. */
export async function holdResponses(account: SandboxAccount, skip = 0) {
	await account.addFault({ kind: 'hold', skip, times: null });
	return {
		whenInFlight: async (many: number) => {
			const what = `${many} requests in flight`;
			await waitFor(async () => (await account.stats()).inFlight >= many, { what });
			// One too many would come now.
			await sleep(100);
		},
		release: async () => {
			await account.clearFaults();
		},
	};
}
