import { getOwn } from '../core/parse';
import { baseMimeType, getUsualExtension } from './mediaTypes';

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

/** A subtype that is an extension as well: `png`, `zip`, `x-wav`; or what it is written in: `+json`. */
const PLAIN_SUBTYPE = /^[a-z]+\/(?:[\w.-]+\+)?([a-z0-9]{2,5})$/;

/** The extension of a type, whether or not WhatsApp supports it; undefined where it says nothing. */
export function getTypeExtension(mimeType: string): string | undefined {
	const type = baseMimeType(mimeType.replace(/\/x-/i, '/'));
	return getUsualExtension(type) ?? getOwn(EXTENSIONS, type) ?? PLAIN_SUBTYPE.exec(type)?.[1];
}
