import type { Account } from '../../core/account.mts';
import type { Contact, Json, WebhookRequest } from '../../core/types.mts';
import type { Echo, Handover } from '../provider.mts';
import { buildFieldRequests, buildMessagesValue, buildStandbyRequests } from './dialects.mts';
import { isUserId } from './envelope.mts';

/** Source: Meta, "Conversation routing": webhooks `messaging_handovers` and `standby`. */
export function buildHandoverRequests(account: Account, handover: Handover): WebhookRequest[] {
	const { contact, kind, newRole, previousRole, metadata, summary } = handover;
	const hasPhone = !isUserId(contact.customer);
	return buildFieldRequests(account, 'messaging_handovers', {
		messaging_product: 'whatsapp',
		recipient: { phone_number_id: account.phoneNumberId, display_phone_number: account.number },
		sender: hasPhone ? { phone_number: contact.customer } : { user_id: contact.customer },
		timestamp: String(Math.floor(account.now() / 1000)),
		type: kind,
		[kind]: {
			previous_owner_role: previousRole,
			new_owner_role: newRole,
			...(metadata !== undefined && { metadata }),
			...(summary !== undefined && {
				conversation_context: { type: 'summary', summary: { text: summary } },
			}),
		},
	});
}

/** Source: Meta, webhooks reference "user_preferences". */
export function buildPreferenceRequests(account: Account, contact: Contact): WebhookRequest[] {
	const { customer, marketingStopped, userId } = contact;
	const person = {
		...(!isUserId(customer) && { wa_id: customer }),
		...(userId && { user_id: userId }),
	};
	const value = marketingStopped ? 'stop' : 'resume';
	return buildFieldRequests(
		account,
		'user_preferences',
		buildMessagesValue(account, {
			contacts: [{ profile: { name: contact.name ?? customer }, ...person }],
			user_preferences: [
				{
					...person,
					detail: `User requested to ${value} marketing messages`,
					category: 'marketing_messages',
					value,
					timestamp: Math.floor(account.now() / 1000),
				},
			],
		}),
	);
}

/** An app's echo has what it sent in `message`; the phone's echo is written like a customer's message. */
export function buildEchoRequests(
	account: Account,
	{ contact, id, at, message }: Echo,
): WebhookRequest[] {
	const { customer } = contact;
	const common: Json = { id, timestamp: String(Math.floor(at / 1000)) };
	if (contact.heldBy === undefined) {
		const to = isUserId(customer) ? { to_user_id: customer } : { to: customer };
		const echo = { from: account.number, ...to, ...common, ...message };
		return buildFieldRequests(
			account,
			'smb_message_echoes',
			buildMessagesValue(account, { message_echoes: [echo] }),
		);
	}
	const to = isUserId(customer) ? { recipient: customer } : { to: customer };
	const sent = { messaging_product: 'whatsapp', recipient_type: 'individual', ...to, ...message };
	return buildStandbyRequests(account, { message_echoes: [{ ...common, message: sent }] });
}
