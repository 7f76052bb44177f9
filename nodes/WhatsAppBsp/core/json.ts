const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const UNSAFE_INTEGER = /^-?\d{16,}$/;
const MANY_DIGITS = /\d{16}/;

/**
 * Parses JSON without losing digits: integers of 16 digits and more, which JavaScript would round,
 * come out as strings (Modica's REST v1 ids are 64-bit integers).
 * @returns undefined when the text is no JSON, so that `null` stays tellable from an unreadable answer
 */
export function parseJson(text: string): unknown {
	try {
		// First of all, because in a text that is no JSON every quote may begin a string that never
		// ends: looking for each of them takes time that grows with the square of the text.
		const rounded: unknown = JSON.parse(text);
		if (!MANY_DIGITS.test(text)) return rounded;
		const kept = text.replace(STRING_OR_NUMBER, (token) =>
			UNSAFE_INTEGER.test(token) ? `"${token}"` : token,
		);
		return JSON.parse(kept);
	} catch {
		return undefined;
	}
}
