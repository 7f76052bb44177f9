const ESCAPE_QUOTE_OR_NUMBER = /\\.|"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const UNSAFE_INTEGER = /^-?\d{16,}$/;
const MANY_DIGITS = /\d{16}/;

/** Whether plain `JSON.parse` might round an integer of this text. */
export function mayLoseDigits(text: string): boolean {
	return MANY_DIGITS.test(text);
}

/**
 * Parses JSON without losing digits: integers of 16 digits and more, which JavaScript would round,
 * become strings (Modica's REST v1 ids are 64-bit integers).
 * @returns undefined when the text is no JSON, so that `null` differs from an unreadable response
 */
export function parseJson(text: string): unknown {
	try {
		const rounded: unknown = JSON.parse(text);
		return mayLoseDigits(text) ? JSON.parse(quoteLongIntegers(text)) : rounded;
	} catch {
		return undefined;
	}
}

/** Token by token: one expression for a whole string would overflow the stack at some megabytes. */
function quoteLongIntegers(json: string): string {
	let isInString = false;
	return json.replace(ESCAPE_QUOTE_OR_NUMBER, (token) => {
		if (token === '"') isInString = !isInString;
		return !isInString && UNSAFE_INTEGER.test(token) ? `"${token}"` : token;
	});
}
