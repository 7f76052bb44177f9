import type { WhatsAppEvent } from '../../core/event';

/**
 * Who writes where: one person, to one of the business's numbers, in private or in one group. What is
 * said in a group must not be answered in private, nor one number's customer by another number.
 *
 * @returns undefined for what is not a person's message
 */
export function getConversationKey(event: WhatsAppEvent): string | undefined {
	const { from, fromUserId, to, groupId } = event;
	// The user id first: a number may be missing from some of one person's messages.
	const sender = fromUserId ?? from;
	if (event.event !== 'message' || !sender) return undefined;
	return JSON.stringify([sender, to ?? null, groupId ?? null]);
}
