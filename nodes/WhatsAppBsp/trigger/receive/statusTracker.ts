import { createHash } from 'crypto';
import type { MessageStatus, WhatsAppEvent } from '../../core/event';
import { trimOldest } from '../../core/trimOldest';

const MAX_MESSAGES = 10_000;

/** Characters of a key that is kept as it is. WhatsApp’s are shorter; of a longer one, the hash does. */
const MAX_KEY_LENGTH = 99;

/**
 * How far along a message is. An unknown word says nothing about it. `pending` may follow `sent`: Modica
 * freezes a message that was on its way.
 */
const RANKS: Readonly<Partial<Record<MessageStatus, number>>> = {
	accepted: 1,
	pending: 3,
	sent: 3,
	delivered: 4,
	failed: 4,
	expired: 4,
	read: 5,
	played: 6,
};

/** How far the messages are whose statuses one trigger has seen, as far as this process remembers. */
export class StatusTracker {
	/** Status key → rank. The oldest come first. */
	private readonly ranks = new Map<string, number>();

	/**
	 * Sets `superseded` of each status: true when a later step of the same message to the same recipient
	 * came before it. WhatsApp's statuses come in any order.
	 */
	markSuperseded(events: readonly WhatsAppEvent[]): void {
		for (const event of events) {
			if (event.event === 'status') event.superseded = this.isSuperseded(event);
		}
	}

	private isSuperseded({ status, internal }: WhatsAppEvent): boolean {
		if (internal?.statusKey === undefined) return false;
		const key = shorten(internal.statusKey);
		const rank = RANKS[status ?? 'unknown'] ?? 0;
		const highest = this.ranks.get(key) ?? 0;
		this.ranks.delete(key);
		this.ranks.set(key, Math.max(rank, highest));
		trimOldest(this.ranks, MAX_MESSAGES);
		return rank < highest;
	}
}

function shorten(key: string): string {
	return key.length > MAX_KEY_LENGTH ? createHash('sha256').update(key).digest('base64') : key;
}
