import type { Account } from './account.mts';
import { deliverAll } from './delivery.mts';
import { getReadableText } from './messages.mts';
import type { ConversationEntry, DeliveryAttempt, Inbound, Json } from './types.mts';

const MEDIA_TYPES = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];

/** A customer's media object needs what WhatsApp adds to it; the test gives only the id. */
function addMediaFacts(
	account: Account,
	message: Json & { type: string },
): Json & { type: string } {
	const part = message[message.type] as Json | undefined;
	if (!MEDIA_TYPES.includes(message.type) || typeof part?.id !== 'string') return message;
	const media = account.media.get(part.id, account.now());
	if (!media) return message;
	return {
		...message,
		[message.type]: { mime_type: media.mimeType, sha256: media.sha256, ...part },
	};
}

/** The customer writes: the 24-hour window opens and the account's webhook hears of it. */
export function receiveInbound(
	account: Account,
	input: {
		from: string;
		name?: string;
		userId?: string;
		username?: string;
		message: Json & { type: string };
		context?: Json;
	},
): { inbound: Inbound; deliveries: Promise<DeliveryAttempt[]> } {
	// What is written on a group's page is written by one of its members.
	const group = account.findGroup(input.from);
	const from = group?.members[0] ?? input.from;
	const contact = account.contacts.get(from.replace(/^\+/, ''));
	account.contacts.identify(contact, input);
	const at = account.now();
	const { message_id: messageIdOfContext, ...context } = input.context ?? {};
	const message = addMediaFacts(account, {
		...input.message,
		...(group && { group_id: group.id }),
		...(input.context && {
			context: {
				from: account.number,
				...(messageIdOfContext !== undefined && { id: messageIdOfContext }),
				...context,
			},
		}),
	});
	const inbound: Inbound = {
		id: account.provider.createMessageId(account, contact),
		contact,
		from: contact.customer,
		at,
		message,
	};
	const entry: ConversationEntry = {
		direction: 'in',
		at: new Date(at).toISOString(),
		id: inbound.id,
		type: message.type,
		payload: message,
	};
	const text = getReadableText(message, message.type);
	if (text !== undefined) entry.text = text;
	const part = message[message.type] as Json | undefined;
	if (MEDIA_TYPES.includes(message.type) && part) {
		entry.media = { id: String(part.id ?? ''), mimeType: String(part.mime_type ?? '') };
	}
	const { group_id: groupId } = message;
	const chat = typeof groupId === 'string' ? account.contacts.get(groupId) : contact;
	if (chat !== contact) entry.member = contact.name ?? contact.customer;
	account.contacts.add(chat, entry);
	account.inbound.set(inbound.id, entry);
	account.notify('chat');
	const blockedByBusiness =
		account.blockedUsers.has(contact.customer) ||
		(contact.userId !== undefined && account.blockedUsers.has(contact.userId));
	if (blockedByBusiness || contact.blocked) return { inbound, deliveries: Promise.resolve([]) };
	chat.lastInboundAt = at;
	if (message.referral !== undefined) contact.referredAt = at;
	return {
		inbound,
		deliveries: deliverAll(account, account.provider.buildInboundRequests(account, inbound)),
	};
}
