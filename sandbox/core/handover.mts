import type { Echo, Handover } from '../providers/provider.mts';
import type { Account } from './account.mts';
import { deliverAll } from './delivery.mts';
import { createWamid } from './ids.mts';
import { getReadableText } from './messages.mts';
import type { Contact, ConversationEntry, DeliveryAttempt, Json } from './types.mts';

/** The account's own role, as Meta names it. */
const OWN_ROLE = 'utility';

/**
 * Somebody holds the conversation from now on, and the account hears of it.
 * @param role undefined: the account itself
 */
export async function passConversation(
	account: Account,
	contact: Contact,
	role: string | undefined,
	more: Pick<Handover, 'metadata' | 'summary'> & { kind?: Handover['kind'] } = {},
): Promise<DeliveryAttempt[]> {
	const previousRole = contact.heldBy ?? OWN_ROLE;
	contact.heldBy = role;
	account.notify('chat');
	const handover: Handover = {
		kind: 'control_passed',
		...more,
		contact,
		newRole: role ?? OWN_ROLE,
		previousRole,
	};
	return await deliverAll(
		account,
		account.provider.buildHandoverRequests?.(account, handover) ?? [],
	);
}

/** Whoever sends the customer a message outside a template holds the conversation. */
export function takeBySending(account: Account, contact: Contact): void {
	if (contact.heldBy === undefined) return;
	const metadata = 'Control taken via service message';
	void passConversation(account, contact, undefined, { kind: 'control_taken', metadata });
}

/** Somebody else of the business writes: from its phone, or as the app that holds the conversation. */
export async function receiveEcho(
	account: Account,
	contact: Contact,
	message: Json & { type: string },
): Promise<DeliveryAttempt[]> {
	const echo: Echo = { contact, id: createWamid(contact.customer), at: account.now(), message };
	const entry: ConversationEntry = {
		direction: 'out',
		at: account.getTimestamp(),
		id: echo.id,
		type: message.type,
		payload: message,
		status: 'delivered',
		by: contact.heldBy ?? 'phone',
	};
	const text = getReadableText(message, message.type);
	if (text !== undefined) entry.text = text;
	account.contacts.add(contact, entry);
	account.notify('chat');
	return await deliverAll(account, account.provider.buildEchoRequests?.(account, echo) ?? []);
}
