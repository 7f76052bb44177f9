import { asNonEmptyText, getOwn } from '../../core/parse';
import type { MessageStatus } from '../../core/event';

/**
 * Modica's word → that of the event format (docs/trigger.md). Sources: "DLR Message Status" (sent, received, rejected,
 * expired); the enum of its SMS v2 API, on the same platform; Meta's own words, should they come through.
 */
const STATUSES: Readonly<Record<string, MessageStatus>> = {
	accepted: 'pending',
	queued: 'pending',
	submitted: 'pending',
	frozen: 'pending',
	sent: 'sent',
	received: 'delivered',
	delivered: 'delivered',
	read: 'read',
	played: 'played',
	rejected: 'failed',
	failed: 'failed',
	dead: 'failed',
	blocked: 'failed',
	deficient: 'failed',
	expired: 'expired',
};

/** However it is written; undefined of any other word. */
export function parseStatusWord(word: unknown): MessageStatus | undefined {
	return getOwn(STATUSES, asNonEmptyText(word)?.trim().toLowerCase());
}
