/** Cheap test first: few texts have so many digits. */
const MANY_DIGITS = /\d{16}/;
/** Outside of a string, or in one after what could be outside. */
const LONG_INTEGER = /(?<=^|[\s,:[])-?\d{16}/;
/** What comes next outside of a string: the beginning of one, or a long integer. */
const QUOTE_OR_LONG_INTEGER = /"|(?<=^|[\s,:[])-?\d{16,}(?![\d.eE])/g;

/** Whether plain `JSON.parse` might round an integer of this text. */
export function mayLoseDigits(text: string): boolean {
	return MANY_DIGITS.test(text) && LONG_INTEGER.test(text);
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

/** @param json is valid */
function quoteLongIntegers(json: string): string {
	const parts: string[] = [];
	let copied = 0;
	let at = 0;
	for (;;) {
		QUOTE_OR_LONG_INTEGER.lastIndex = at;
		const match = QUOTE_OR_LONG_INTEGER.exec(json);
		if (!match) break;
		const [token] = match;
		at = match.index + token.length;
		if (token === '"') {
			at = findStringEnd(json, at);
			continue;
		}
		parts.push(json.slice(copied, match.index), `"${token}"`);
		copied = at;
	}
	return parts.join('') + json.slice(copied);
}

/** @param start after the quote that opens it. @returns after the one that closes it */
function findStringEnd(json: string, start: number): number {
	for (let end = json.indexOf('"', start); ; end = json.indexOf('"', end + 1)) {
		let first = end;
		while (json[first - 1] === '\\') first -= 1;
		if ((end - first) % 2 === 0) return end + 1;
	}
}
