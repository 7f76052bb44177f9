import type { WhatsAppEvent } from '../../nodes/WhatsAppBsp/core/event';
import type { WaitRegistration } from '../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { WaitRegistry } from '../../nodes/WhatsAppBsp/waiting/waitRegistry';
import { createWait, readReceipt } from './waits';

export const NOW = Date.parse('2026-11-20T08:00:00Z');
export const STRANGER = '4915201234567';

/** A question of another execution. */
export const createQuestionWait = (executionId: string, more: Partial<WaitRegistration> = {}) =>
	createWait({ executionId, messageId: `wamid.${executionId}`, ...more });

export const createReceiptWait = (
	waitUntil: 'delivered' | 'read',
	more: Partial<WaitRegistration> = {},
) => createQuestionWait('1', { accepts: 'status', waitUntil, ...more });

export const createReceipt = (status: string, id = 'wamid.1') => readReceipt({ id, status });

export function createRegistry(...waits: WaitRegistration[]): WaitRegistry {
	const registry = new WaitRegistry();
	for (const wait of waits) registry.add(wait, NOW);
	return registry;
}

export const find = (registry: WaitRegistry, event: WhatsAppEvent, now = NOW, sentAt?: number) =>
	registry.find(event, now, sentAt)?.executionId;
