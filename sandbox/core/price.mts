import type { Contact, StoredMessage } from './types.mts';

const FREE_ENTRY_MS = 72 * 3_600_000;

/**
 * Since October 2026 every category costs, service included; only what is sent within 72 hours after
 * an ad led to the chat is free. Source: Meta, "Pricing".
 * @returns when the free time began and ends
 */
export function getFreeEntry(
	{ at }: StoredMessage,
	contact: Contact | undefined,
): { from: number; until: number } | undefined {
	const from = contact?.referredAt;
	if (from === undefined || Date.parse(at) - from >= FREE_ENTRY_MS) return undefined;
	return { from, until: from + FREE_ENTRY_MS };
}
