import { getOwn } from '../core/parse';

/** Media types that a person can choose; a voice note is sent as `audio` with a flag. */
export type MediaType = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

interface MediaRule {
	/** Without parameters, lower case. */
	mimeTypes: readonly string[];
	/** Bytes. */
	maxBytes: number;
	takesCaption: boolean;
	/** The key in the Cloud API's JSON. */
	apiType: 'image' | 'video' | 'audio' | 'document' | 'sticker';
}

/** What WhatsApp accepts, per media type. Source: Meta, "Media" and the message pages of each type. */
export const MEDIA_RULES: Readonly<Record<MediaType, MediaRule>> = {
	image: {
		mimeTypes: ['image/jpeg', 'image/png'],
		maxBytes: 5 * MEGABYTE,
		takesCaption: true,
		apiType: 'image',
	},
	video: {
		mimeTypes: ['video/mp4', 'video/3gpp'],
		maxBytes: 16 * MEGABYTE,
		takesCaption: true,
		apiType: 'video',
	},
	audio: {
		mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
		maxBytes: 16 * MEGABYTE,
		takesCaption: false,
		apiType: 'audio',
	},
	voice: {
		mimeTypes: ['audio/ogg'],
		maxBytes: 16 * MEGABYTE,
		takesCaption: false,
		apiType: 'audio',
	},
	document: {
		mimeTypes: [
			'text/plain',
			'application/pdf',
			'application/msword',
			'application/vnd.ms-excel',
			'application/vnd.ms-powerpoint',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'application/vnd.openxmlformats-officedocument.presentationml.presentation',
		],
		maxBytes: 100 * MEGABYTE,
		takesCaption: true,
		apiType: 'document',
	},
	sticker: {
		mimeTypes: ['image/webp'],
		maxBytes: 500 * KILOBYTE,
		takesCaption: false,
		apiType: 'sticker',
	},
};

/** Names that programs use for a type that WhatsApp calls something else. */
const MIME_ALIASES: Readonly<Record<string, string>> = {
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'audio/mp3': 'audio/mpeg',
	'audio/x-mp3': 'audio/mpeg',
	'audio/x-mpeg': 'audio/mpeg',
	'audio/mpeg3': 'audio/mpeg',
	'audio/x-aac': 'audio/aac',
	'audio/aacp': 'audio/aac',
	'audio/vnd.dlna.adts': 'audio/aac',
	'audio/x-hx-aac-adts': 'audio/aac',
	'application/x-pdf': 'application/pdf',
	'audio/x-m4a': 'audio/mp4',
	'audio/m4a': 'audio/mp4',
	'audio/opus': 'audio/ogg',
	'application/ogg': 'audio/ogg',
	'video/3gp': 'video/3gpp',
};

/** The type as WhatsApp names it, without parameters such as `; codecs=opus`. */
export function baseMimeType(mimeType: string): string {
	const base = mimeType.split(';')[0].trim().toLowerCase();
	return MIME_ALIASES[base] ?? base;
}

/** Extensions of the types above. Where a type has several, the first is the usual one. */
const MIME_TYPES: Readonly<Record<string, string>> = {
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	mp4: 'video/mp4',
	'3gp': 'video/3gpp',
	'3gpp': 'video/3gpp',
	aac: 'audio/aac',
	amr: 'audio/amr',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	ogg: 'audio/ogg',
	oga: 'audio/ogg',
	opus: 'audio/ogg',
	txt: 'text/plain',
	pdf: 'application/pdf',
	doc: 'application/msword',
	xls: 'application/vnd.ms-excel',
	ppt: 'application/vnd.ms-powerpoint',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Types that say nothing about a file. */
const GENERIC_TYPES: readonly string[] = [
	'application/octet-stream',
	'binary/octet-stream',
	'application/binary',
	'application/x-binary',
	'application/download',
	'application/force-download',
	'application/x-download',
	'application/unknown',
	'unknown/unknown',
];

/** What follows a name's last dot, lower case. */
export function getNameExtension(name: string): string | undefined {
	return /\.([A-Za-z0-9]+)$/.exec(name.trim())?.[1].toLowerCase();
}

/** The type that a name's extension indicates. */
export function getMimeTypeByName(name: string): string | undefined {
	return getOwn(MIME_TYPES, getNameExtension(name));
}

/** The usual extension of a type. */
export function getUsualExtension(mimeType: string): string | undefined {
	return Object.keys(MIME_TYPES).find((each) => MIME_TYPES[each] === mimeType);
}

/** Whether a type, as `baseMimeType` gives it, says nothing about a file; `image` alone is no type. */
export function isGenericType(baseType: string): boolean {
	return !baseType.includes('/') || GENERIC_TYPES.includes(baseType);
}

/** A size for people, rounded up so that a file over a limit never looks as large as the limit. */
export function formatSize(bytes: number): string {
	if (bytes >= MEGABYTE) return `${Math.ceil((bytes / MEGABYTE) * 100) / 100} MB`;
	if (bytes >= KILOBYTE) return `${Math.ceil((bytes / KILOBYTE) * 100) / 100} kB`;
	return `${bytes} bytes`;
}
