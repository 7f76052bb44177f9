import { getProvider } from '../providers/index.mts';
import { Account } from './account.mts';
import { Changes } from './changes.mts';
import { createAlphanumeric, createDigits } from './ids.mts';
import { deepMerge, type Settings } from './settings.mts';
import type { Hosting, Json, ProviderName } from './types.mts';

/** The business number of the default accounts, one per provider's country. */
const DEFAULTS: Array<{ id: string; provider: ProviderName; number: string }> = [
	{ id: '360dialog', provider: 'dialog360', number: '4930901820' },
	{ id: 'bulk360', provider: 'bulk360', number: '60320000360' },
	{ id: 'socnet', provider: 'socnet', number: '256312000000' },
	{ id: 'modica', provider: 'modica', number: '6448900000' },
];

export interface NewAccount {
	provider: ProviderName;
	id?: string;
	hosting?: Hosting;
	number?: string;
	signatureSecret?: string;
	settings?: Json;
}

export class Registry {
	readonly changes = new Changes();
	private accounts = new Map<string, Account>();
	private origin = '';

	/** The origin is known only once the server listens. */
	start(origin: string): void {
		this.origin = origin;
		for (const account of DEFAULTS) this.create(account, true);
	}

	create(options: NewAccount, fixedKeys = false): Account {
		const id = options.id ?? `${options.provider}-${createAlphanumeric(10).toLowerCase()}`;
		const account = new Account({
			id,
			provider: getProvider(options.provider),
			hosting: options.hosting ?? 'cloud',
			origin: this.origin,
			number: options.number ?? createDigits(12),
		});
		account.settings = deepMerge<Settings>(account.settings, options.settings ?? {});
		account.signatureSecret = options.signatureSecret ?? '';
		account.provider.prepare(account, fixedKeys);
		account.notify = (topic) => this.changes.emit(id, topic);
		this.accounts.set(id, account);
		account.notify('accounts');
		return account;
	}

	get(id: string): Account | undefined {
		return this.accounts.get(id);
	}

	all(): Account[] {
		return [...this.accounts.values()];
	}

	delete(id: string): boolean {
		this.accounts.get(id)?.close();
		const known = this.accounts.delete(id);
		if (known) this.changes.emit(id, 'accounts');
		return known;
	}
}
