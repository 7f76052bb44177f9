import { getMimeTypeByName, getNameExtension, getUsualExtension } from './mediaTypes';
import { parseUrl } from '../core/url';
import { getFileType, type MediaFile, type MediaSource } from './mediaSource';

/** Extensions that name a type of file, even if WhatsApp does not support it. */
const OTHER_EXTENSIONS = new Set(
	'7z apk avi bmp bz2 css csv docm dwg dxf eml epub flac gif gz heic htm html ico ics jfif js json key kml kmz log md mid mkv mov mpeg mpg msg numbers odg odp ods odt pages pptm ps psd rar rtf sql svg tar tgz tif tiff tsv vcf wav webm wma wmv xlsm xml yaml yml zip'.split(
		' ',
	),
);

function hasKnownExtension(name: string): boolean {
	const extension = getNameExtension(name);
	return getMimeTypeByName(name) !== undefined || OTHER_EXTENSIONS.has(extension ?? '');
}

/** The name with this extension, unless it has it, or one that says what the file is. */
export function addExtension(name: string, extension: string | undefined): string {
	if (name === '' || extension === undefined || hasKnownExtension(name)) return name;
	if (getNameExtension(name) === extension) return name;
	return `${name.replace(/\.$/, '')}.${extension}`;
}

/** A name out of an ID, for a file without one: transcription services reject nameless files. */
export function createFileName(id: string, extension: string | undefined): string {
	const name = id.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '');
	return extension === undefined ? name : `${name}.${extension}`;
}

/** Extensions of Ogg that Meta doesn't list. */
const OTHER_OGG = ['oga', 'opus'];

/**
 * The name that a file is uploaded under, and that is never shown: WhatsApp rejects one whose extension is another type's.
 * Source: Meta, "Audio messages".
 */
export function getUploadName({ fileName, mimeType }: Omit<MediaFile, 'size' | 'load'>): string {
	const type = getFileType({ fileName, mimeType });
	const extension = getUsualExtension(type);
	const fits =
		getMimeTypeByName(fileName) === type && !OTHER_OGG.includes(getNameExtension(fileName) ?? '');
	return fits || extension === undefined ? fileName : `${fileName}.${extension}`;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const EXTENDED_FILE_NAME = /(?:^|;)\s*filename\*\s*=\s*"?[\w-]+'[^']*'([^;"]+)/i;
const PLAIN_FILE_NAME = /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i;

/** The name that a `Content-Disposition` gives (RFC 6266); file stores accept one in the query. */
function getDispositionName(value: string): string[] {
	const extended = EXTENDED_FILE_NAME.exec(value)?.[1];
	const [, quoted, bare] = PLAIN_FILE_NAME.exec(value) ?? [];
	return [
		...(extended === undefined ? [] : [decode(extended)]),
		...(quoted === undefined ? [] : [quoted.replace(/\\(.)/g, '$1')]),
		...(bare === undefined ? [] : [bare]),
	].map((name) => name.slice(name.lastIndexOf('/') + 1).trim());
}

/** A segment of a path, first without parameters such as `;jsessionid=1`. */
function getSegmentNames(segment: string): string[] {
	return [segment.split(';')[0], segment].map((name) => name.trim());
}

/** Names in a path, the last segment's first. Any other segment must be of a type that WhatsApp supports. */
function getPathNames(path: string): string[] {
	// A host ends like a file, too: `https://archive.example/https://shop.zip`.
	const segments = path.replace(/:\/+[^/]*/g, '').split('/');
	const [last = '', ...others] = segments.filter((segment) => segment !== '').reverse();
	return [
		...getSegmentNames(last),
		...others.flatMap(getSegmentNames).filter((name) => getMimeTypeByName(name) !== undefined),
	];
}

/** Names in the value of a query parameter: a path, or a whole URL. */
function getValueNames(value: string): string[] {
	if (!/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(value)) return getPathNames(value);
	const url = parseUrl(value.startsWith('//') ? `https:${value}` : value);
	return url ? getPathNames(decode(url.pathname)) : [];
}

/** The file name in a URL: of its path, or of a query parameter. Undefined when neither has one. */
export function getLinkedFileName(link: string): string | undefined {
	const url = parseUrl(link);
	if (!url) return undefined;
	const values = [...url.searchParams.values()];
	return [
		...values.flatMap(getDispositionName),
		...getPathNames(decode(url.pathname)),
		...values.flatMap(getValueNames),
	].find(hasKnownExtension);
}

/**
 * The name that the recipient sees on a document, with the extension that apps open it by.
 * @param typed the name that the user entered; empty: the file's own, or that of the URL
 */
export function getDocumentName(typed: string, source: MediaSource): string {
	const name = typed.trim();
	if ('file' in source) {
		const extension = getUsualExtension(getFileType(source.file));
		return addExtension(name || source.file.fileName.trim(), extension);
	}
	if (!('link' in source)) return name;
	const linked = getLinkedFileName(source.link) ?? '';
	return name === '' ? linked : addExtension(name, getNameExtension(linked));
}
