import { InvalidInputError, InvalidRecipientError } from '../../core/errors';
import { quote } from '../../core/quote';
import { removeRepeated, type Violation } from '../../core/validation';
import { WorkSlice } from '../../core/workSlice';
import type { Provider } from '../../providers/provider';

interface Recipients {
	recipients: string[];
	/** All of them in their order, invalid ones as they were entered. */
	inputOrder: string[];
	/** An error for each that can't be served. */
	invalid: unknown[];
	/** The same, to be said with what is wrong with the whole item. */
	violations: Violation[];
}

/**
 * The recipients of one item, each once.
 * @param validate what is wrong with the item's messages for one recipient alone
 */
export async function parseRecipients(
	provider: Provider,
	entries: string[],
	validate: (recipient: string) => Violation[],
): Promise<Recipients> {
	const recipients = new Set<string>();
	const inputOrder = new Set<string>();
	const invalid: unknown[] = [];
	const violations: Violation[] = [];
	const typed: string[] = [];
	const slice = new WorkSlice();
	for (const entry of entries) {
		if (slice.isOver()) await slice.renew();
		try {
			const recipient = provider.parseRecipient(entry);
			if (inputOrder.has(recipient)) continue;
			inputOrder.add(recipient);
			const found = removeRepeated(validate(recipient));
			if (found.length === 0) recipients.add(recipient);
			else invalid.push(InvalidInputError.fromViolations(found, recipient));
			for (const each of found) violations.push(each);
		} catch (error) {
			invalid.push(error);
			if (error instanceof InvalidRecipientError) typed.push(error.typed);
			inputOrder.add(entry);
		}
	}
	if (typed.length > 0) violations.push({ field: 'To', problem: describeInvalid(typed) });
	return { recipients: [...recipients], inputOrder: [...inputOrder], invalid, violations };
}

/** An expression may give thousands of names instead of numbers. */
const MAX_NAMED = 3;

function describeInvalid(typed: readonly string[]): string {
	const named = typed.slice(0, MAX_NAMED).map(quote);
	const more = typed.length - named.length;
	const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
	return `has ${list}, which ${typed.length === 1 ? 'is not a valid recipient' : 'are no valid recipients'}`;
}
