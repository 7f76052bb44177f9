import type { ProviderError } from './providerError';
import { quote } from './quote';
import type { Violation } from './validation';

/** A recipient that no message can reach, with advice on how to write it. */
export class InvalidRecipientError extends Error {
	constructor(
		readonly typed: string,
		readonly advice: string,
	) {
		super(`${quote(typed)} is not a valid recipient`);
		this.name = 'InvalidRecipientError';
	}
}

/** What is said about an input that can’t be used. */
type InputProblem = Pick<ProviderError, 'title' | 'advice'> &
	Partial<Pick<ProviderError, 'code' | 'category'>>;

/** What the user entered cannot be sent. Names everything that is wrong with the item. */
export class InvalidInputError extends Error {
	constructor(
		readonly error: ProviderError,
		readonly to: string | null = null,
	) {
		super(error.title);
		this.name = 'InvalidInputError';
	}

	/** Trying again changes nothing: the input, or what it refers to, has to be changed. */
	static create(
		{ code = 'invalid-input', title, category = 'parameter', advice }: InputProblem,
		to: string | null = null,
	): InvalidInputError {
		const error = { code, title, category, retryable: false, retryAfterMs: null, advice };
		return new InvalidInputError(error, to);
	}

	/** @param to the recipient, if only that one can't be served */
	static fromViolations(violations: Violation[], to: string | null = null): InvalidInputError {
		const [first] = violations;
		const list = violations.map(({ field, problem }) => `'${field}' ${problem}`);
		const fields = violations.length > 1 ? 'these fields' : `'${first.field}'`;
		const problem: InputProblem = {
			title: list.join('. '),
			category: first.field === 'To' ? 'recipient' : 'parameter',
			// The item's other recipients may get the message.
			advice:
				to === null
					? `Nothing was sent or changed for this item. Correct ${fields}, then run the item again.`
					: `Nothing was sent to this recipient. Correct ${fields}, then send to this recipient again.`,
		};
		return InvalidInputError.create(problem, to);
	}

	static fromRecipient({ typed, message, advice }: InvalidRecipientError): InvalidInputError {
		const problem: InputProblem = {
			code: 'invalid-recipient',
			title: message,
			category: 'recipient',
			advice,
		};
		return InvalidInputError.create(problem, typed);
	}
}
