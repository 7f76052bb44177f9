import { InvalidRecipientError } from './errors';

/** Business-scoped user id, or a parent one: country, dot, letters and digits (Meta, 2026). */
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * ID of a group: base64 of `capi_group:` and what follows. Assumption: all IDs are like those in Meta's
 * documents. Others are no phone numbers either, so that no message goes to a person instead.
 */
const GROUP_ID = /^Y2FwaV9ncm91cD[opqr][\w+/=-]{1,500}$/;

/** What people put between the digits of a phone number, dashes and spaces of any script included. */
const SEPARATORS =
	/[\s\u00AD\u2010-\u2015\u2212\u200B-\u200F\u202A-\u202E\u2060-\u2069()[\]./\\_-]/gu;

/** A number as a spreadsheet's column of decimal numbers writes it: `60123240066.0`. */
const DECIMAL = /^\+?\d{7,}\.\d{1,2}$/;

/** What people write between two numbers: a slash, a dash with space around it, or a wide gap. */
const BETWEEN_NUMBERS = /[/\\]|\s[-\u2010-\u2015\u2212]\s|\t|\s{2,}|\(/gu;
/** Longer than any notation of two numbers. */
const MAX_LENGTH = 200;
const MIN_DIGITS = 7;
/** Fewer digits after a dash or a gap are the end of the same number. */
const MIN_SECOND_DIGITS = 6;

/** Two numbers in one text, or one with two endings: melted into one, they would reach a stranger. */
function couldBeTwoNumbers(written: string): boolean {
	const countDigits = (text: string) => text.replace(/\D/g, '').length;
	return [...written.slice(0, MAX_LENGTH).matchAll(BETWEEN_NUMBERS)].some(
		({ 0: separator, index }) => {
			const before = countDigits(written.slice(0, index));
			const after = countDigits(written.slice(index));
			const isSlash = /[/\\]/.test(separator);
			return before >= MIN_DIGITS && after >= (isSlash ? 1 : MIN_SECOND_DIGITS);
		},
	);
}

const countryCodeAdvice = (example: string) =>
	`Enter the number with its country code, such as ${example}. Separate several recipients with commas.`;

/** Splits what was typed into 'To': commas, semicolons or line breaks between recipients. */
export function splitRecipients(typed: unknown): string[] {
	const list = Array.isArray(typed) ? typed : [typed];
	return list
		.flatMap((entry) => String(entry ?? '').split(/[,;\n]/))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Whether the recipient is a business-scoped user id rather than a phone number. */
export function isBsuid(recipient: string): boolean {
	return BSUID.test(recipient);
}

/** Whether the recipient is a group of people. */
export function isGroupId(recipient: string): boolean {
	return GROUP_ID.test(recipient);
}

/**
 * A phone number in any usual notation as digits with country code: `+60 12-324 0066`,
 * `0060123240066`, `whatsapp:+60123240066` and `tel:` links, `+44 (0)20 ...` without its trunk zero.
 *
 * @param example a number as people write it where the provider works, for the advice
 * @throws InvalidRecipient with advice when no international number can be read from it
 */
export function parsePhoneNumber(typed: string, example = '+60 12-324 0066'): string {
	const advice = countryCodeAdvice(example);
	const written = typed.normalize('NFKC').trim();
	if (isGroupId(written)) {
		throw new InvalidRecipientError(typed, 'This is a group. Enter a person’s phone number here.');
	}
	if (DECIMAL.test(written)) {
		throw new InvalidRecipientError(
			typed,
			`The number ends like a decimal number. Store phone numbers as text in the table it comes from. ${advice}`,
		);
	}
	const bare = written.replace(/^(?:whatsapp|tel):(?:\/\/)?/i, '').replace(/\(0\)/, '');
	if (couldBeTwoNumbers(bare)) {
		throw new InvalidRecipientError(
			typed,
			`This could be two numbers. Separate several recipients with commas, and write one number without slashes or wide gaps. ${advice}`,
		);
	}
	const compact = bare.replace(SEPARATORS, '');
	if (!/^\+?\d+$/.test(compact)) throw new InvalidRecipientError(typed, advice);
	const digits = compact.replace(/^\+/, '').replace(/^00/, '');
	if (digits.startsWith('0')) {
		throw new InvalidRecipientError(
			typed,
			`The number starts with 0, so its country code is missing. ${advice}`,
		);
	}
	if (digits.length < MIN_DIGITS || digits.length > 15) {
		throw new InvalidRecipientError(
			typed,
			`International numbers have 7 to 15 digits. This one has ${digits.length}. ${advice}`,
		);
	}
	return digits;
}
