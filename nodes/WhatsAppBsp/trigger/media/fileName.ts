import type { WhatsAppEvent } from '../../core/event';
import { getOwn } from '../../core/parse';
import { addExtension, getLinkedFileName } from '../../messages/fileName';
import { baseMimeType, getUsualExtension } from '../../messages/mediaTypes';

/** Extensions of types that WhatsApp does not name, without `x-`, where they are not the subtype. */
const EXTENSIONS: Readonly<Record<string, string>> = {
	'application/7z-compressed': '7z',
	'application/bzip2': 'bz2',
	'application/epub+zip': 'epub',
	'application/gzip': 'gz',
	'application/javascript': 'js',
	'application/postscript': 'ps',
	'application/rar-compressed': 'rar',
	'application/vnd.android.package-archive': 'apk',
	'application/vnd.apple.keynote': 'key',
	'application/vnd.apple.numbers': 'numbers',
	'application/vnd.apple.pages': 'pages',
	'application/vnd.google-earth.kml+xml': 'kml',
	'application/vnd.google-earth.kmz': 'kmz',
	'application/vnd.ms-excel.sheet.macroenabled.12': 'xlsm',
	'application/vnd.ms-outlook': 'msg',
	'application/vnd.ms-powerpoint.presentation.macroenabled.12': 'pptm',
	'application/vnd.ms-word.document.macroenabled.12': 'docm',
	'application/vnd.oasis.opendocument.graphics': 'odg',
	'application/vnd.oasis.opendocument.presentation': 'odp',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.rar': 'rar',
	'application/zip-compressed': 'zip',
	'audio/ms-wma': 'wma',
	'audio/vnd.wave': 'wav',
	'audio/wave': 'wav',
	'image/icon': 'ico',
	'image/ms-bmp': 'bmp',
	'image/svg+xml': 'svg',
	'image/vnd.adobe.photoshop': 'psd',
	'image/vnd.microsoft.icon': 'ico',
	'message/rfc822': 'eml',
	'text/calendar': 'ics',
	'text/comma-separated-values': 'csv',
	'text/javascript': 'js',
	'text/markdown': 'md',
	'text/richtext': 'rtf',
	'text/tab-separated-values': 'tsv',
	'text/vcard': 'vcf',
	'video/matroska': 'mkv',
	'video/ms-wmv': 'wmv',
	'video/msvideo': 'avi',
	'video/quicktime': 'mov',
};

/** The same format under a name that transcription services reject. */
const OGA = /\.oga$/i;

/** A subtype that is an extension as well: `png`, `zip`, `x-wav`; or what it is written in: `+json`. */
const PLAIN_SUBTYPE = /^[a-z]+\/(?:[\w.-]+\+)?([a-z0-9]{2,5})$/;

/**
 * The provider's name for the file, without a path, or the message's ID; with the extension of its type
 * where it has none: transcription services reject nameless files.
 */
export function getFileName({ id, messageId, media }: WhatsAppEvent, mimeType = ''): string {
	const extension =
		getExtension(mimeType) ?? (media?.voice ? 'ogg' : getLinkedExtension(media?.url));
	const given = getLastSegment(media?.fileName ?? '');
	if (given !== '') return addExtension(given, extension).replace(OGA, '.ogg');
	const name = (messageId ?? id).replace(/[^\w.-]+/g, '_').replace(/^\.+/, '');
	return extension === undefined ? name : `${name}.${extension}`;
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

function getExtension(mimeType: string): string | undefined {
	const type = baseMimeType(mimeType.replace(/\/x-/i, '/'));
	return getUsualExtension(type) ?? getOwn(EXTENSIONS, type) ?? PLAIN_SUBTYPE.exec(type)?.[1];
}
