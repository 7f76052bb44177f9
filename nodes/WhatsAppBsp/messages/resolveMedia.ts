import type { MessageContent, ResolvedContent } from './index';
import { isMediaFile, type MediaFile } from './mediaSource';

/** Only what JSON knows is looked into: a file hides in nothing else. */
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
	for (const [key, part] of Object.entries(value)) {
		if (key === 'file' && isMediaFile(part)) result.id = await getMediaId(part);
		else result[key] = await replaceFiles(part, getMediaId);
	}
	return result;
}

/** Whether some file has to be uploaded before it can be sent. */
export function hasFiles(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(hasFiles);
	if (!isPlainObject(value)) return false;
	return Object.entries(value).some(
		([key, part]) => (key === 'file' && isMediaFile(part)) || hasFiles(part),
	);
}

/**
 * The content with an id in the place of every file, wherever in it the file is: a header, a card, a
 * template's component. Files are taken one after the other, in their order.
 */
export async function resolveMedia(
	content: MessageContent,
	getMediaId: (file: MediaFile) => Promise<string>,
): Promise<ResolvedContent> {
	return (await replaceFiles(content, getMediaId)) as ResolvedContent;
}
