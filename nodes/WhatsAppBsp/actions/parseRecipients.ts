import type { IExecuteFunctions } from 'n8n-workflow';
import { splitRecipients } from '../core/phoneNumber';
import type { OutboundMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import { InvalidInputError } from '../core/errors';

/**
 * The recipients of one item, each once; `typed` holds all of them in their order, those that are
 * no recipients as they were typed.
 * @throws InvalidInput with all faults of the messages themselves
 */
export function parseRecipients(
	context: IExecuteFunctions,
	provider: Provider,
	messages: OutboundMessage[],
	itemIndex: number,
): { recipients: string[]; invalid: unknown[]; typed: string[] } {
	const entries = splitRecipients(context.getNodeParameter('to', itemIndex));
	const violations = messages.flatMap((message) => provider.validate(message));
	if (entries.length === 0) violations.unshift({ field: 'To', problem: 'is empty' });
	if (violations.length > 0) throw InvalidInputError.fromViolations(violations);
	const recipients = new Set<string>();
	const typed = new Set<string>();
	const invalid: unknown[] = [];
	for (const entry of entries) {
		try {
			const recipient = provider.parseRecipient(entry);
			recipients.add(recipient);
			typed.add(recipient);
		} catch (error) {
			invalid.push(error);
			typed.add(entry);
		}
	}
	return { recipients: [...recipients], invalid, typed: [...typed] };
}
