import type { ProviderError } from './providerError';
import type { Violation } from './validation';

/** A recipient that no message can reach, with advice on how to write it. */
export class InvalidRecipientError extends Error {
	constructor(
		readonly typed: string,
		readonly advice: string,
	) {
		super(`'${typed}' is not a valid recipient`);
		this.name = 'InvalidRecipientError';
	}
}

/** What the user entered cannot be sent. Names everything that is wrong with the item. */
export class InvalidInputError extends Error {
	constructor(
		readonly error: ProviderError,
		readonly to: string | null = null,
	) {
		super(error.title);
		this.name = 'InvalidInputError';
	}

	/** @param to the recipient, if only that one can't be served */
	static fromViolations(violations: Violation[], to: string | null = null): InvalidInputError {
		const [first] = violations;
		const list = violations.map(({ field, problem }) => `'${field}' ${problem}`);
		const fields = violations.length > 1 ? 'these fields' : `'${first.field}'`;
		const error: ProviderError = {
			code: 'invalid-input',
			title: list.join('. '),
			category: first.field === 'To' ? 'recipient' : 'parameter',
			retryable: false,
			retryAfterMs: null,
			// The item's other recipients may get the message.
			advice:
				to === null
					? `Nothing was sent or changed for this item. Correct ${fields}, then run the item again.`
					: `Nothing was sent to this recipient. Correct ${fields}, then send to this recipient again.`,
		};
		return new InvalidInputError(error, to);
	}

	static fromRecipient({ typed, message, advice }: InvalidRecipientError): InvalidInputError {
		return new InvalidInputError(
			{
				code: 'invalid-recipient',
				title: message,
				category: 'recipient',
				retryable: false,
				retryAfterMs: null,
				advice,
			},
			typed,
		);
	}
}
