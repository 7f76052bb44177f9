import type { IDataObject } from 'n8n-workflow';
import { TEXT_LIMITS, validateText } from '../core/validation';
import type { Violation } from '../core/validation';
import { joinLines, type ContentRules } from './contentRules';
import { MEDIA_RULES, type MediaType } from './mediaTypes';
import { getSourceName, validateMediaSource } from './mediaSource';
import type { MediaSource, ResolvedSource } from './mediaSource';

export interface MediaContent<Source = MediaSource> {
	type: 'media';
	mediaType: MediaType;
	source: Source;
	caption?: string;
	/** Name that the recipient sees on a document. */
	fileName?: string;
}

function validate({ source, mediaType, caption }: MediaContent): Violation[] {
	const violations = validateMediaSource(source, mediaType);
	if (!caption) return violations;
	return [
		...violations,
		...(MEDIA_RULES[mediaType].takesCaption
			? validateText('Caption', caption, { limit: TEXT_LIMITS.caption })
			: [{ field: 'Caption', problem: `isn’t supported for media type ${mediaType}` }]),
	];
}

function buildMedia({
	mediaType,
	source,
	caption,
	fileName,
}: MediaContent<ResolvedSource>): IDataObject {
	return {
		...source,
		...(caption ? { caption } : {}),
		...(mediaType === 'document' && fileName ? { filename: fileName } : {}),
		...(mediaType === 'voice' ? { voice: true } : {}),
	};
}

/** Source: Meta, the pages on image, video, audio, document and sticker messages. */
export const media: ContentRules<MediaContent, MediaContent<ResolvedSource>> = {
	validate,
	preview: ({ mediaType, source, caption, fileName }) =>
		joinLines(`[${mediaType}: ${fileName ?? getSourceName(source)}]`, caption),
	toCloudApi: (content) => {
		const { apiType } = MEDIA_RULES[content.mediaType];
		return { type: apiType, [apiType]: buildMedia(content) };
	},
};
