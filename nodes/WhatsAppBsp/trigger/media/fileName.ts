import type { WhatsAppEvent } from '../../core/event';
import { getTypeExtension } from '../../messages/extensions';
import { addExtension, createFileName, getLinkedFileName } from '../../messages/fileName';

/** The same format under a name that transcription services reject. */
const OGA = /\.oga$/i;

/**
 * The provider's name for the file, without a path, or the message's ID; with the extension of its type
 * where it has none: transcription services reject nameless files.
 */
export function getFileName({ id, messageId, media }: WhatsAppEvent, mimeType = ''): string {
	const extension =
		getTypeExtension(mimeType) ?? (media?.voice ? 'ogg' : getLinkedExtension(media?.url));
	const given = getLastSegment(media?.fileName ?? '');
	if (given !== '') return addExtension(given, extension).replace(OGA, '.ogg');
	return createFileName(messageId ?? id, extension);
}

/** A path would lead another node out of its folder. */
function getLastSegment(path: string): string {
	const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	const clean = name.replace(/\p{Cc}+/gu, ' ').trim();
	return /^\.*$/.test(clean) ? '' : clean;
}

/** A link's own extension, where its type says nothing. */
function getLinkedExtension(url: string | null | undefined): string | undefined {
	return /\.([a-z0-9]{2,5})$/i.exec(getLinkedFileName(url ?? '') ?? '')?.[1].toLowerCase();
}
