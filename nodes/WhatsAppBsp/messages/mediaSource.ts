import { validateUrl } from '../core/validation';
import { baseMimeType, MEDIA_RULES, formatSize, type MediaType } from './mediaTypes';
import type { Violation } from '../core/validation';

/** A file of the workflow's, read only when it is needed: a run may hold hundreds of them. */
export interface MediaFile {
	fileName: string;
	mimeType: string;
	/** Size in bytes. */
	size: number;
	/** Gives the bytes. */
	load(): Promise<Buffer>;
}

/** Media that WhatsApp can take as it is: a link, or the id of an uploaded file. */
export type ResolvedSource = { link: string } | { id: string };

/** Where the bytes of media come from. Exactly one. */
export type MediaSource = { file: MediaFile } | ResolvedSource;

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

function validateFile(
	{ mimeType, size, fileName }: MediaFile,
	mediaType: MediaType,
	field: string,
): Violation[] {
	const rule = MEDIA_RULES[mediaType];
	const violations: Violation[] = [];
	if (!rule.mimeTypes.includes(baseMimeType(mimeType))) {
		violations.push({
			field,
			problem: `points to '${fileName}' of type ${mimeType || 'unknown'}; for media type ${mediaType}, WhatsApp supports ${rule.mimeTypes.join(', ')}`,
		});
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

/** What is wrong with a media source: a file's type and size, a link, an id. */
export function validateMediaSource(
	source: MediaSource,
	mediaType: MediaType,
	labels: SourceLabels = SOURCE_LABELS,
): Violation[] {
	if ('file' in source) return validateFile(source.file, mediaType, labels.file);
	if ('link' in source) return validateUrl(labels.link, source.link);
	return source.id.trim() === '' ? [{ field: labels.id, problem: 'is empty' }] : [];
}

/** What is wrong with a file that is to be uploaded: it must be of a type that some message takes. */
export function validateUpload(
	field: string,
	{ mimeType, size, fileName }: Pick<MediaFile, 'mimeType' | 'size' | 'fileName'>,
): Violation[] {
	const base = baseMimeType(mimeType);
	const rules = Object.values(MEDIA_RULES).filter((rule) => rule.mimeTypes.includes(base));
	if (size === 0) return [{ field, problem: `points to '${fileName}', which is empty` }];
	if (rules.length === 0) {
		return [
			{
				field,
				problem: `points to '${fileName}' of type ${base || 'unknown'}, which WhatsApp doesn’t support`,
			},
		];
	}
	const maxBytes = Math.max(...rules.map((rule) => rule.maxBytes));
	if (size <= maxBytes) return [];
	const problem = `points to '${fileName}', which is ${formatSize(size)}; the maximum is ${formatSize(maxBytes)}`;
	return [{ field, problem }];
}

/** A file's name, a link or an ID. */
export function getSourceName(source: MediaSource | undefined): string {
	if (!source) return '';
	if ('file' in source) return source.file.fileName;
	return 'link' in source ? source.link : source.id;
}
