import type { WhatsAppEvent } from '../../nodes/WhatsAppBsp/core/event';
import type { WaitRegistration } from '../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { WaitRegistry } from '../../nodes/WhatsAppBsp/waiting/waitRegistry';
import { createWait, readReceipt } from './waits';

export const NOW = Date.parse('2026-11-20T08:00:00Z');
export const STRANGER = '4915201234567';

/** A question of another execution. */
export const ask = (executionId: string, more: Partial<WaitRegistration> = {}) =>
	createWait({ executionId, messageId: `wamid.${executionId}`, ...more });

export const awaitReceipt = (
	waitUntil: 'delivered' | 'read',
	more: Partial<WaitRegistration> = {},
) => ask('1', { accepts: 'status', waitUntil, ...more });

export const receipt = (status: string, id = 'wamid.1') => readReceipt({ id, status });

export function open(...waits: WaitRegistration[]): WaitRegistry {
	const registry = new WaitRegistry();
	for (const wait of waits) registry.add(wait, NOW);
	return registry;
}

export const find = (registry: WaitRegistry, event: WhatsAppEvent, now = NOW, sentAt?: number) =>
	registry.find(event, now, sentAt)?.executionId;
