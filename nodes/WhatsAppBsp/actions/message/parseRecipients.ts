import { WorkSlice } from '../../core/workSlice';
import type { Provider } from '../../providers/provider';

/**
 * The recipients of one item, each once. `inputOrder` holds all of them in their order, invalid ones
 * as they were entered.
 */
export async function parseRecipients(
	provider: Provider,
	entries: string[],
): Promise<{ recipients: string[]; invalid: unknown[]; inputOrder: string[] }> {
	const recipients = new Set<string>();
	const inputOrder = new Set<string>();
	const invalid: unknown[] = [];
	const slice = new WorkSlice();
	for (const entry of entries) {
		if (slice.isOver()) await slice.renew();
		try {
			const recipient = provider.parseRecipient(entry);
			recipients.add(recipient);
			inputOrder.add(recipient);
		} catch (error) {
			invalid.push(error);
			inputOrder.add(entry);
		}
	}
	return { recipients: [...recipients], invalid, inputOrder: [...inputOrder] };
}
