import { hashId } from './fields';
import type { MessageStatus, WhatsAppEvent } from './types';

const KEPT = 10_000;

/** How far along a message is. An unknown word says nothing about it. */
const RANKS: Readonly<Partial<Record<MessageStatus, number>>> = {
	accepted: 1,
	pending: 2,
	sent: 3,
	delivered: 4,
	failed: 4,
	expired: 4,
	read: 5,
	played: 6,
};

/** How far the messages are whose statuses one trigger has seen, as far as this process remembers. */
export class Progress {
	/** Message id and recipient → rank. The oldest come first. */
	private readonly ranks = new Map<string, number>();

	/**
	 * The same events, each status with `superseded`: true when a later step of the same message came
	 * before it. WhatsApp's statuses come in any order.
	 */
	marked(events: readonly WhatsAppEvent[]): WhatsAppEvent[] {
		return events.map((event) =>
			event.event === 'status' ? { ...event, superseded: this.isLate(event) } : event,
		);
	}

	private isLate({ messageId, to, status }: WhatsAppEvent): boolean {
		// As a hash: what a caller makes up may be as long as a call.
		const key = hashId('', [messageId, to]);
		const rank = RANKS[status ?? 'unknown'] ?? 0;
		const highest = this.ranks.get(key) ?? 0;
		this.ranks.delete(key);
		this.ranks.set(key, Math.max(rank, highest));
		if (this.ranks.size > KEPT) this.ranks.delete(this.ranks.keys().next().value as string);
		return rank < highest;
	}
}
