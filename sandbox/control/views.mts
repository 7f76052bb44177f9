import type { Account } from '../core/account.mts';

/** What the control API shows of an account, credentials included: nothing here is worth stealing. */
export const toAccountView = (account: Account) => ({
	id: account.id,
	provider: account.provider.name,
	hosting: account.hosting,
	number: account.number,
	baseUrl: account.baseUrl,
	credentials: account.provider.getCredentials(account),
	settings: account.settings,
	balance: account.balance,
	clock: account.getTimestamp(),
	conditions: [...account.conditions.keys()],
	lastMessageAt: getLatestConversations(account, 1)[0]?.last?.at ?? null,
});

export const getConversations = (account: Account) =>
	account.contacts.all().map((contact) => ({
		customer: contact.customer,
		name: contact.name ?? null,
		userId: contact.userId ?? null,
		username: contact.username ?? null,
		marketingStopped: contact.marketingStopped ?? false,
		heldBy: contact.heldBy ?? null,
		blocked: contact.blocked,
		phoneOff: contact.phoneOff,
		lastInboundAt: contact.lastInboundAt ?? null,
		windowOpen: account.isWindowOpen(contact.customer),
		entries: contact.entries.length,
		last: contact.entries.at(-1) ?? null,
	}));

/** Those with the newest messages, newest last, and `and` in any case. */
export function getLatestConversations(account: Account, many: number, and?: string) {
	const all = getConversations(account).sort((one, other) =>
		(one.last?.at ?? '').localeCompare(other.last?.at ?? ''),
	);
	const latest = all.slice(-many);
	const wanted = all.find(({ customer }) => customer === and);
	return wanted && !latest.includes(wanted) ? [wanted, ...latest] : latest;
}
