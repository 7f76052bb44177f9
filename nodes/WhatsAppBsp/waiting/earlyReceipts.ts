import type { WhatsAppEvent } from '../core/event';
import { trimOldest } from '../core/trimOldest';
import { isAwaitedStatus } from './answer';
import type { WaitRegistration } from './waitRegistration';

const MAX_RECEIPTS = 1000;

/** Characters of a receipt as JSON. Where a webhook has no secret, anybody can send a longer one. */
const MAX_RECEIPT_LENGTH = 10_000;

/** Receipts that may have come before the wait for them was registered. */
export class EarlyReceipts {
	/** By the message's ID, the oldest first. */
	private readonly receipts = new Map<string, WhatsAppEvent>();

	/** @param messageId as questions are registered with it */
	record(event: WhatsAppEvent, messageId = event.messageId): void {
		if (!messageId || JSON.stringify(event).length > MAX_RECEIPT_LENGTH) return;
		const earlier = this.receipts.get(messageId);
		// Receipts come in any order, but a failure is final only as the last one.
		const ended = countEndedWaits(event);
		const isLess = earlier && (ended === 0 || (!earlier.error && ended < countEndedWaits(earlier)));
		this.receipts.delete(messageId);
		this.receipts.set(messageId, isLess ? earlier : event);
		trimOldest(this.receipts, MAX_RECEIPTS);
	}

	/** The receipt that ends the wait, if it came before it. */
	find({ accepts, messageId, waitUntil }: WaitRegistration): WhatsAppEvent | undefined {
		const event = accepts === 'status' ? this.receipts.get(messageId ?? '') : undefined;
		return event && isAwaitedStatus(event, waitUntil ?? '') ? event : undefined;
	}
}

/** How many kinds of delivery waits the receipt ends. */
function countEndedWaits(event: WhatsAppEvent): number {
	return ['delivered', 'read'].filter((until) => isAwaitedStatus(event, until)).length;
}
