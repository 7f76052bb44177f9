/** Code points: enough to recognize an input by. */
const MAX_QUOTED = 80;

/** An input as messages name it. An expression may give a whole file: of a long one, its beginning. */
export function quote(text: string): string {
	// No code point is longer than two units.
	const characters = Array.from(text.slice(0, 2 * MAX_QUOTED + 2));
	const isLong = characters.length > MAX_QUOTED;
	return `'${isLong ? `${characters.slice(0, MAX_QUOTED).join('')}…` : text}'`;
}
