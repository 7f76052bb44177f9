/**
 * Characters that nobody sees, in a class of an expression: soft hyphens, zero-width ones, and marks of the
 * direction of reading. They come along with what is copied from a website, a table, or a chat.
 */
const INVISIBLE = '\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF';

/** In some scripts, a joiner at the end belongs to the last letter. */
const JOINERS = '\\u200C\\u200D';

const EVERYWHERE = new RegExp(`[${INVISIBLE}${JOINERS}]`, 'g');
const SPACE_OR_INVISIBLE = new RegExp(`[\\s${INVISIBLE}]`);

export function removeInvisible(text: string): string {
	return text.replace(EVERYWHERE, '');
}

/** Without space, line breaks, and invisible characters around it. */
export function trimText(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && SPACE_OR_INVISIBLE.test(text[start])) start += 1;
	while (end > start && SPACE_OR_INVISIBLE.test(text[end - 1])) end -= 1;
	return text.slice(start, end);
}
