/** A URL, or undefined of a text that is none. */
export function parseUrl(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}

/**
 * Behind the first word, or before any query. A text in a query may have spaces and end with another URL, as in
 * `https://wa.me/60123240066?text=See https://…`.
 */
const SEVERAL_URLS =
	/^https?:\/\/(?:(?!\S*[?&](?:text|message|body|title|subject|quote)=)\S+\s+|[^?#]*\s)https?:\/\//i;

/** Whether a text is a URL with another one behind a space or a line break, as a cell of a table may have them. */
export function hasSeveralUrls(text: string): boolean {
	return SEVERAL_URLS.test(text);
}

/** A link as providers fetch it: spaces and other scripts encoded, the rest as it is. What is not one URL stays. */
export function encodeUrl(text: string): string {
	const isAsItIs = !/[^\x21-\x7e]/.test(text) || hasSeveralUrls(text);
	return isAsItIs ? text : (parseUrl(text)?.href ?? text);
}
