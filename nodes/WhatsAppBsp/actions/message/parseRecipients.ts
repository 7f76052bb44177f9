import { InvalidInputError } from '../../core/errors';
import type { Violation } from '../../core/validation';
import { WorkSlice } from '../../core/workSlice';
import type { Provider } from '../../providers/provider';

/**
 * The recipients of one item, each once. `inputOrder` holds all of them in their order, invalid ones
 * as they were entered.
 * @param validate what is wrong with the item's messages for one recipient alone
 */
export async function parseRecipients(
	provider: Provider,
	entries: string[],
	validate: (recipient: string) => Violation[],
): Promise<{ recipients: string[]; invalid: unknown[]; inputOrder: string[] }> {
	const recipients = new Set<string>();
	const inputOrder = new Set<string>();
	const invalid: unknown[] = [];
	const slice = new WorkSlice();
	for (const entry of entries) {
		if (slice.isOver()) await slice.renew();
		try {
			const recipient = provider.parseRecipient(entry);
			if (inputOrder.has(recipient)) continue;
			inputOrder.add(recipient);
			const violations = validate(recipient);
			if (violations.length === 0) recipients.add(recipient);
			else invalid.push(InvalidInputError.fromViolations(violations, recipient));
		} catch (error) {
			invalid.push(error);
			inputOrder.add(entry);
		}
	}
	return { recipients: [...recipients], invalid, inputOrder: [...inputOrder] };
}
