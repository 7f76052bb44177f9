/**
 * Where a match ends that begins at a position; undefined when none does.
 * @param pattern is sticky
 */
export function getMatchEnd(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}
