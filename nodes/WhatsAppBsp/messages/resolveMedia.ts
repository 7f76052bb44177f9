import type { MessageContent, ResolvedContent } from './index';
import { isMediaFile, type MediaFile } from './mediaSource';

/** Whether a value is copied and searched. Anything else, such as a date, would lose what it is. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

async function replaceFiles(
	value: unknown,
	getMediaId: (file: MediaFile) => Promise<string>,
): Promise<unknown> {
	if (Array.isArray(value)) {
		const entries: unknown[] = [];
		for (const entry of value) entries.push(await replaceFiles(entry, getMediaId));
		return entries;
	}
	if (!isPlainObject(value)) return value;
	const result: Record<string, unknown> = {};
	for (const [key, entry] of Object.entries(value)) {
		if (key === 'file' && isMediaFile(entry)) result.id = await getMediaId(entry);
		else result[key] = await replaceFiles(entry, getMediaId);
	}
	return result;
}

/** Whether some file has to be uploaded before it can be sent. */
export function hasFiles(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(hasFiles);
	if (!isPlainObject(value)) return false;
	return Object.entries(value).some(
		([key, entry]) => (key === 'file' && isMediaFile(entry)) || hasFiles(entry),
	);
}

/**
 * The content with an ID instead of every file, wherever in it the file is: a header, a card, a
 * template's component. Files are uploaded one after the other, in their order.
 */
export async function resolveMedia(
	content: MessageContent,
	getMediaId: (file: MediaFile) => Promise<string>,
): Promise<ResolvedContent> {
	return (await replaceFiles(content, getMediaId)) as ResolvedContent;
}
