import type { WhatsAppEvent } from '../../core/event';
import { baseMimeType } from '../../messages/mediaTypes';

/** Extensions by which other systems know WhatsApp's files: transcription services reject `oga`. */
const EXTENSIONS: Readonly<Record<string, string>> = {
	'application/msword': 'doc',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'audio/mp4': 'm4a',
	'audio/mpeg': 'mp3',
	'audio/ogg': 'ogg',
	'audio/opus': 'ogg',
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'text/plain': 'txt',
	'video/3gpp': '3gp',
	'video/quicktime': 'mov',
};

/** A subtype that is an extension as well: `png`, `pdf`, `webp`, `zip`. */
const PLAIN_SUBTYPE = /^[a-z]+\/([a-z0-9]{2,5})$/;

/** The provider's name for the file, or the message's ID with the extension of its type. */
export function getFileName({ id, messageId, media }: WhatsAppEvent, mimeType = ''): string {
	if (media?.fileName?.trim()) return media.fileName;
	const name = (messageId ?? id).replace(/[^\w.-]+/g, '_').replace(/^\.+/, '');
	const extension = getExtension(baseMimeType(mimeType), media?.voice === true);
	return extension === undefined ? name : `${name}.${extension}`;
}

function getExtension(mimeType: string, isVoice: boolean): string | undefined {
	const known = Object.prototype.hasOwnProperty.call(EXTENSIONS, mimeType);
	const extension = known ? EXTENSIONS[mimeType] : PLAIN_SUBTYPE.exec(mimeType)?.[1];
	return extension ?? (isVoice ? 'ogg' : undefined);
}
