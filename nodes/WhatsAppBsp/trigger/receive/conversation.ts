import { asObjects, asNonEmptyText } from '../../core/parse';
import type { WhatsAppEvent } from '../../core/event';

/**
 * Who writes where: one person, to one of the business's numbers, in private or in one group. What is
 * said in a group must not be answered in private, nor one number's customer by another number.
 *
 * Source of `group_id`: Meta, "Groups API", webhooks for group messages.
 *
 * @returns undefined for what is no message of a person
 */
export function getConversationKey(event: WhatsAppEvent): string | undefined {
	const { from, fromUserId, to, raw } = event;
	const sender = from ?? fromUserId;
	if (event.event !== 'message' || !sender) return undefined;
	const group = asNonEmptyText(asObjects(raw.messages)[0]?.group_id);
	return JSON.stringify([sender, to ?? null, group ?? null]);
}
