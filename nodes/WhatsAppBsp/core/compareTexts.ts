/**
 * In alphabetical order. `localeCompare` would cost 12 ms when n8n loads the nodes, as its first call
 * loads the rules of all languages.
 */
export function compareTexts(a: string, b: string): number {
	const [first, second] = [a.toLowerCase(), b.toLowerCase()];
	return first < second ? -1 : Number(first > second);
}
