import { InvalidRecipientError } from './errors';
import { removeInvisible, trimText } from './invisible';
import { asNonEmptyText } from './parse';

/** Business-scoped user id, or a parent one: country, dot, letters and digits (Meta, 2026). */
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * ID of a group: base64 of `capi_group:` and what follows. Assumption: all IDs are like those in Meta's
 * documents. Others are no phone numbers either, so that no message goes to a person instead.
 */
const GROUP_ID = /^Y2FwaV9ncm91cD[opqr][\w+/=-]{1,500}$/;

/** What people put between the digits of a phone number, dashes and spaces of any script included. */
const SEPARATORS = /[\s\u2010-\u2015\u2212()[\]./\\_-]/gu;

/** A number as a column of decimal numbers is written: `60123240066.0`, `60123240066.0000`. */
const DECIMAL = /^\+?\d{7,}\.(?:\d{1,2}|0+)$/;

/** Footnotes, circled numbers, fractions: they look like digits, and would become some. */
const NO_DIGIT = /\p{No}/u;
const SLASH_OR_BRACKET = /[/\\([]/;
const WIDE_GAP = /\s{2}|\t/;
/** All but a space, which can stand anywhere in a number. */
const MARK = /[\S\n\v\f\r\u2028\u2029]/u;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** Before a dash or dot: seven digits are often a country and an area code, as in `+880 1712-345678`. */
const MIN_FIRST_DIGITS = 8;
/** Fewer digits after a dash or a gap are the end of the same number. */
const MIN_SECOND_DIGITS = 6;
/** As many after a dash with space around it are another ending: `123456 - 57`. */
const MAX_ENDING_DIGITS = 3;
/** Longer ones are no group of a number, but a whole one. */
const MAX_GROUP_DIGITS = 5;

interface Separator {
	text: string;
	/** How many digits are before it, and after it. */
	before: number;
	after: number;
	/** Whether it makes groups of one number, the same all along: `+33-1-23-45-67-89`. */
	isGrouping: boolean;
}

function findSeparators(written: string): Separator[] {
	const text = written.replace(/^\D*00/, '');
	const parts = [...text.matchAll(/(\d+)(\D*)/g)];
	const total = parts.reduce((sum, [, digits]) => sum + digits.length, 0);
	let before = 0;
	/** Digits before the first of the same separators in a row. */
	let beforeRow = 0;
	return parts.slice(0, -1).map(([, digits, separator], i) => {
		before += digits.length;
		const isFirst = separator !== parts[i - 1]?.[2];
		if (isFirst) beforeRow = before;
		const longest = Math.max(digits.length, parts[i + 1][1].length);
		const isGrouping = !isFirst && beforeRow <= MIN_FIRST_DIGITS && longest <= MAX_GROUP_DIGITS;
		return { text: separator, before, after: total - before, isGrouping };
	});
}

/** Two numbers in one text, or one with two endings: melted into one, they would reach a stranger. */
function couldBeTwoNumbers(written: string): boolean {
	return findSeparators(written).some(({ text, before, after, isGrouping }) => {
		if (before < MIN_DIGITS) return false;
		if (SLASH_OR_BRACKET.test(text)) return true;
		const isNumber = after >= MIN_SECOND_DIGITS;
		if (WIDE_GAP.test(text) && isNumber) return true;
		const isEnding = /\s/.test(text) && after <= MAX_ENDING_DIGITS;
		const couldSeparate = MARK.test(text) && before >= MIN_FIRST_DIGITS && !isGrouping;
		return couldSeparate && (isNumber || isEnding);
	});
}

/** `(60) 12...` and Brazil's `(51) 98765-4321`: the country's code, or an area's that is also a country's. */
const AREA_CODE = /^\(\s*[1-9]/;

/** As in `+44 (0)20 ...`. Italy, San Marino, Côte d’Ivoire, and Congo dial it from abroad as well. */
const TRUNK_ZERO =
	/^(?!\D*(?:0\D*0\D*)?(?:3\D*9|3\D*7\D*8|2\D*2\D*5|2\D*4\D*2)\D*\(0\))(\D*(?:\d\D*){1,5})\(0\)/;

/** Zeros of Arabic, Persian, Devanagari, and Bengali. Their other digits follow. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];

function toAsciiDigits(text: string): string {
	return text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
		const values = ZEROS.map((zero) => digit.charCodeAt(0) - zero);
		return String(values.find((value) => value >= 0 && value <= 9) ?? digit);
	});
}

const getCountryCodeAdvice = (example: string) =>
	`Enter the number with its country code, such as ${example}. Separate several recipients with commas.`;

/** Splits what was typed into 'To': commas, semicolons or line breaks between recipients. */
export function splitRecipients(typed: unknown): string[] {
	const list = Array.isArray(typed) ? typed : [typed];
	return list
		.flatMap((entry) => String(entry ?? '').split(/[,;\n]/))
		.map(trimText)
		.filter((entry) => entry !== '');
}

/** Whether the recipient is a business-scoped user id rather than a phone number. */
export function isBsuid(recipient: string): boolean {
	return BSUID.test(recipient) && isCountry(recipient.slice(0, 2));
}

let countries: Intl.DisplayNames | undefined;

/** `WA.` and `HP.` before a number are abbreviations for a phone. */
function isCountry(code: string): boolean {
	countries ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	return countries.of(code) !== undefined;
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
 * @throws InvalidRecipientError with advice when no international number can be read from it
 */
export function parsePhoneNumber(typed: string, example = '+60 12-324 0066'): string {
	const advice = getCountryCodeAdvice(example);
	if (NO_DIGIT.test(typed)) {
		throw new InvalidRecipientError(
			typed,
			`The number contains a character such as ¹, ①, or ½. Remove it. ${advice}`,
		);
	}
	const written = toAsciiDigits(removeInvisible(typed.normalize('NFKC'))).trim();
	if (isGroupId(written)) {
		throw new InvalidRecipientError(typed, 'This is a group. Enter a person’s phone number here.');
	}
	const bare = written
		.replace(/^(?:whatsapp|tel):(?:\/\/)?/i, '')
		.replace(TRUNK_ZERO, '$1')
		.trim();
	if (DECIMAL.test(bare)) {
		throw new InvalidRecipientError(
			typed,
			`The number ends like a decimal number. Store phone numbers as text in the table it comes from. ${advice}`,
		);
	}
	if (AREA_CODE.test(bare)) {
		throw new InvalidRecipientError(
			typed,
			`The number starts with digits in parentheses, which could be an area code. Write it with a plus sign and its country code. ${advice}`,
		);
	}
	if (couldBeTwoNumbers(bare)) {
		throw new InvalidRecipientError(
			typed,
			`This could be two numbers. Separate several recipients with commas, and write one number with single spaces or plain hyphens between its digits. ${advice}`,
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
	if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) {
		throw new InvalidRecipientError(
			typed,
			`International numbers have ${MIN_DIGITS} to ${MAX_DIGITS} digits. This one has ${digits.length}. ${advice}`,
		);
	}
	return digits;
}

/** WhatsApp's own suffixes and the providers' prefixes around a number. */
const NUMBER_DECORATION = /^whatsapp:|@(c\.us|s\.whatsapp\.net)$/gi;
const USUAL_NOTATION = /^[+\d\s().-]+$/;

/**
 * A phone number as events show it: digits with country code, no plus. What is no number (a
 * business-scoped user id, a group) stays as it is.
 */
export function normalizePhoneNumber(value: unknown): string | undefined {
	const text = asNonEmptyText(value)?.replace(NUMBER_DECORATION, '').trim();
	if (!text) return undefined;
	return USUAL_NOTATION.test(text) ? text.replace(/\D/g, '') || undefined : text;
}

/**
 * Some mobile numbers are written with digits that WhatsApp, or some of its fields, leave out: Brazil’s
 * ninth, Mexico’s `1`, and Argentina’s `9`, trunk zero, and `15` after the area code of 2 to 4 digits.
 */
const LONG_FORMS = [
	/^(55\d\d)9([6-9]\d{7})$/,
	/^(52)1(\d{10})$/,
	/^(54)9?0?(\d{10})$/,
	/^(54)9?0?(\d\d)15(\d{8})$/,
	/^(54)9?0?(\d{3})15(\d{7})$/,
	/^(54)9?0?(\d{4})15(\d{6})$/,
];

const MAY_BE_LONG = /^5[245]/;

/** Whether both are the same person’s: digits with country code, or equal BSUIDs. */
export function isSameNumber(a: string, b: string): boolean {
	if (a === b || !MAY_BE_LONG.test(a)) return a === b;
	const forms = getForms(b);
	return getForms(a).some((form) => forms.includes(form));
}

/** The number, and what it may be without such digits. */
function getForms(id: string): string[] {
	return [id, ...LONG_FORMS.flatMap((form) => form.exec(id)?.slice(1).join('') ?? [])];
}
