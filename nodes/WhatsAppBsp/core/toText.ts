/** A date and time as n8n's expressions give it: `$now` is one of luxon's. */
interface Instant {
	isLuxonDateTime?: unknown;
	toISO?: () => string | null;
}

function toIso(value: object): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	const { isLuxonDateTime, toISO } = value as Instant;
	const iso = isLuxonDateTime === true && toISO ? toISO.call(value) : null;
	return iso ?? undefined;
}

/** Half a pair of surrogates, as a text has where it was cut in the middle of an emoji, is no character. */
export function toWellFormedText(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

const CONVERTERS: Readonly<Record<string, (value: never) => string | undefined>> = {
	string: toWellFormedText,
	number: (number: number) => (Number.isFinite(number) ? String(number) : undefined),
	bigint: String,
	boolean: String,
	undefined: () => '',
	object: (value: object | null) => (value === null ? '' : toIso(value)),
};

/**
 * What an expression gave, as text: numbers, true and false as they are written, a date and time in
 * ISO 8601, null and undefined as an empty text. Undefined for what no customer should read: objects,
 * lists, functions, NaN.
 */
export function toText(value: unknown): string | undefined {
	return CONVERTERS[typeof value]?.(value as never);
}

/** What is wrong with a value that `toText` cannot convert. */
export function describeNonText(value: unknown): string {
	const problem = 'must be text or a number';
	if (Array.isArray(value)) {
		return `${problem}, not a list; join its entries, as in {{ $json.names.join(', ') }}`;
	}
	return typeof value === 'object'
		? `${problem}, not an object; use one of its fields, as in {{ $json.customer.name }}`
		: problem;
}
