import { validateText, validateUrl } from '../core/validation';
import {
	baseMimeType,
	formatSize,
	getMimeTypeByName,
	isGenericType,
	MEDIA_RULES,
	type MediaType,
} from './mediaTypes';
import type { Violation } from '../core/validation';

/** A file of the workflow's, read only when it is needed: a run may have hundreds of them. */
export interface MediaFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes. */
	size: number;
	/** Gives the bytes. */
	load(): Promise<Buffer>;
}

/** Among values of JSON, only a file has a function. */
export function isMediaFile(value: unknown): value is MediaFile {
	return typeof (value as Partial<MediaFile> | null)?.load === 'function';
}

/** Media that WhatsApp accepts as it is: a URL, or the ID of an uploaded file. */
export type ResolvedSource = { link: string } | { id: string };

/** Where the bytes of media come from. Exactly one. */
export type MediaSource = { file: MediaFile } | ResolvedSource;

/** Whether an object says where the bytes come from. It may be any JSON, so its value is not checked. */
export function isMediaSource(value: object): value is MediaSource {
	return 'file' in value || 'link' in value || 'id' in value;
}

/** The labels of the fields that a media source is entered in. */
export interface SourceLabels {
	file: string;
	link: string;
	id: string;
}

export const SOURCE_LABELS: SourceLabels = {
	file: 'Input Data Field Name',
	link: 'Media URL',
	id: 'Media ID',
};

type FileFacts = Pick<MediaFile, 'mimeType' | 'size' | 'fileName'>;

/** The file's type as WhatsApp names it; from its name where the type is missing or says nothing. */
export function getFileType({ mimeType, fileName }: Omit<FileFacts, 'size'>): string {
	const type = baseMimeType(mimeType ?? '');
	return isGenericType(type) ? (getMimeTypeByName(fileName) ?? type) : type;
}

const OGG = 'audio/ogg';

/**
 * The type that a file is uploaded as: of Ogg, WhatsApp accepts Opus only, and the type must say so. Source: Meta,
 * "Audio messages": "base audio/ogg not supported".
 */
export function getUploadType(file: Omit<FileFacts, 'size'>): string {
	const type = getFileType(file);
	if (type !== OGG) return type;
	const [, codec = 'opus'] = /;\s*codecs\s*=\s*"?([\w.-]+)/i.exec(file.mimeType) ?? [];
	return `${OGG}; codecs=${codec.toLowerCase()}`;
}

/** Why a file's type can't be determined, or undefined when it can. */
function getTypeProblem({ mimeType, fileName }: FileFacts): string | undefined {
	return isGenericType(getFileType({ mimeType, fileName }))
		? `points to '${fileName}', which has ${mimeType ? `the generic MIME type ${mimeType}` : 'no MIME type'} and no extension that tells its type; set its MIME type, or name it like 'invoice.pdf'`
		: undefined;
}

function validateFile(file: MediaFile, mediaType: MediaType, field: string): Violation[] {
	const { mimeType, size, fileName } = file;
	const rule = MEDIA_RULES[mediaType];
	const violations: Violation[] = [];
	const type = getFileType(file);
	if (!rule.mimeTypes.includes(type)) {
		const shown = baseMimeType(mimeType ?? '') === type ? mimeType : type;
		const problem =
			getTypeProblem(file) ??
			`points to '${fileName}' of type ${shown}; for media type ${mediaType}, WhatsApp supports ${rule.mimeTypes.join(', ')}`;
		violations.push({ field, problem });
	}
	if (size === 0) violations.push({ field, problem: `points to '${fileName}', which is empty` });
	if (size > rule.maxBytes) {
		violations.push({
			field,
			problem: `points to '${fileName}', which is ${formatSize(size)}; the maximum for media type ${mediaType} is ${formatSize(rule.maxBytes)}`,
		});
	}
	return violations;
}

/** What is wrong with a media source: a file's type and size, a URL, an ID. */
export function validateMediaSource(
	source: MediaSource,
	mediaType: MediaType,
	labels: SourceLabels = SOURCE_LABELS,
): Violation[] {
	if ('file' in source) return validateFile(source.file, mediaType, labels.file);
	if ('link' in source) return validateUrl(labels.link, source.link);
	return validateText(labels.id, source.id);
}

/** What is wrong with a file that is to be uploaded: it must be of a type that some message supports. */
export function validateUpload(field: string, file: FileFacts): Violation[] {
	const { size, fileName } = file;
	const base = getFileType(file);
	const rules = Object.values(MEDIA_RULES).filter((rule) => rule.mimeTypes.includes(base));
	if (size === 0) return [{ field, problem: `points to '${fileName}', which is empty` }];
	if (rules.length === 0) {
		const problem =
			getTypeProblem(file) ??
			`points to '${fileName}' of type ${base}, which WhatsApp doesn’t support`;
		return [{ field, problem }];
	}
	const maxBytes = Math.max(...rules.map((rule) => rule.maxBytes));
	if (size <= maxBytes) return [];
	const problem = `points to '${fileName}', which is ${formatSize(size)}; the maximum is ${formatSize(maxBytes)}`;
	return [{ field, problem }];
}

/** A file's name, a URL, or an ID. */
export function getSourceName(source: MediaSource | undefined): string {
	if (!source) return '';
	if ('file' in source) return source.file.fileName;
	return 'link' in source ? source.link : source.id;
}
