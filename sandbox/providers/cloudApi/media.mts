import type { Account } from '../../core/account.mts';
import type { Json, StoredMedia, UploadedFile } from '../../core/types.mts';
import { CloudError } from './errors.mts';

const KB = 1024;
const MB = 1024 * KB;

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.';
const DOCUMENTS = [
	'text/plain',
	'application/pdf',
	'application/msword',
	'application/vnd.ms-excel',
	'application/vnd.ms-powerpoint',
	`${OPEN_XML}wordprocessingml.document`,
	`${OPEN_XML}spreadsheetml.sheet`,
	`${OPEN_XML}presentationml.presentation`,
];

/** What WhatsApp accepts per message type. Source: Meta, "Media" and the message pages of each type. */
const TYPES: Record<string, { mimes: string[]; bytes: number }> = {
	image: { mimes: ['image/jpeg', 'image/png'], bytes: 5 * MB },
	video: { mimes: ['video/mp4', 'video/3gp', 'video/3gpp'], bytes: 16 * MB },
	audio: {
		mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
		bytes: 16 * MB,
	},
	sticker: { mimes: ['image/webp'], bytes: 500 * KB },
	document: { mimes: DOCUMENTS, bytes: 100 * MB },
};

/** As Meta lists them for audio, which is where a name of another type is rejected. Source: Meta, "Audio messages". */
const AUDIO_BY_EXTENSION: Record<string, string> = {
	aac: 'audio/aac',
	amr: 'audio/amr',
	m4a: 'audio/mp4',
	mp3: 'audio/mpeg',
	mp4: 'audio/mp4',
	ogg: 'audio/ogg',
};

const removeParameters = (mimeType: string) => mimeType.split(';')[0]?.trim().toLowerCase() ?? '';

const ALL_MIMES = Object.values(TYPES).flatMap(({ mimes }) => mimes);

/** Uploads are rejected by MIME type and by the size of the kind of media the MIME type stands for. */
export function checkUpload(file: UploadedFile): void {
	const mimeType = removeParameters(file.mimeType);
	const kind = Object.values(TYPES).find(({ mimes }) => mimes.includes(mimeType));
	if (!kind) {
		const known = ALL_MIMES.join(', ');
		throw new CloudError(
			100,
			`Param file must be a file with one of the following types: ${known}. Received file of type '${mimeType}'.`,
		);
	}
	if (file.data.length === 0) throw new CloudError(100, 'Param file must not be empty.');
	if (file.data.length > kind.bytes) {
		throw new CloudError(
			100,
			`Param file must be at most ${kind.bytes} bytes for type '${mimeType}'. Received ${file.data.length} bytes.`,
		);
	}
}

/** Static stickers have a smaller limit; animation is a bit in the extended WebP header. */
function isAnimated(media: StoredMedia): boolean {
	return (
		media.data.subarray(12, 16).toString('latin1') === 'VP8X' && ((media.data[20] ?? 0) & 2) > 0
	);
}

/** Source: Meta, "Audio messages": of Ogg only Opus, which the type has to say, and a name of the same type. */
function checkAudio({ mimeType, fileName }: StoredMedia): void {
	if (removeParameters(mimeType) === 'audio/ogg' && !/;\s*codecs\s*=\s*"?opus/i.test(mimeType)) {
		throw new CloudError(131053, `audio file format (${mimeType}) is not supported without Opus`);
	}
	const extension = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
	const byName = AUDIO_BY_EXTENSION[extension] ?? removeParameters(mimeType);
	if (byName !== removeParameters(mimeType)) {
		throw new CloudError(131053, `file name '${fileName}' does not fit its type ${mimeType}`);
	}
}

/** A media id that a message uses must exist and suit the message's type. */
function checkUse(account: Account, type: string, part: unknown): void {
	const { id, voice } = (part ?? {}) as Json;
	if (id === undefined) return;
	const media = account.media.get(String(id), account.now());
	if (!media) {
		throw new CloudError(
			100,
			`Param ${type}['id'] is not a valid WhatsApp business account media attachment ID`,
		);
	}
	const mimeType = removeParameters(media.mimeType);
	// A document may be of any type that can be uploaded at all.
	const fits = type === 'document' || TYPES[type]?.mimes.includes(mimeType);
	if (!fits) throw new CloudError(131053, `${type} file format (${mimeType}) is not supported`);
	if (type === 'audio') checkAudio(media);
	if (voice === true && mimeType !== 'audio/ogg') {
		throw new CloudError(131053, `voice needs audio/ogg with the opus codec, not ${mimeType}`);
	}
	if (type === 'sticker' && !isAnimated(media) && media.data.length > 100 * KB) {
		throw new CloudError(131053, 'static stickers must be at most 100 KB');
	}
}

/** Media objects hide in headers, cards and template parameters too. */
export function checkAllMedia(account: Account, value: unknown): void {
	if (Array.isArray(value)) {
		for (const entry of value) checkAllMedia(account, entry);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, part] of Object.entries(value)) {
		if (Object.hasOwn(TYPES, key) && typeof part === 'object' && part !== null)
			checkUse(account, key, part);
		else checkAllMedia(account, part);
	}
}
