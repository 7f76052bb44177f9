import type { IDataObject } from 'n8n-workflow';
import { MEDIA_RULES } from '../../messages/media';
import { isBsuid, phoneDigits } from '../../messages/recipient';
import type {
	ReadyMedia,
	ReadyMessage,
	TemplateContent,
	TextContent,
	WordingContent,
} from '../../messages/types';

type ReadyContent = ReadyMessage['content'];

function mediaObject({ mediaType, source, caption, fileName }: ReadyMedia): IDataObject {
	return {
		...source,
		...(caption ? { caption } : {}),
		...(mediaType === 'document' && fileName ? { filename: fileName } : {}),
		...(mediaType === 'voice' ? { voice: true } : {}),
	};
}

const BUILDERS: {
	[T in ReadyContent['type']]: (content: Extract<ReadyContent, { type: T }>) => IDataObject;
} = {
	text: ({ body, previewUrl }: TextContent) => ({
		type: 'text',
		text: { body, ...(previewUrl === undefined ? {} : { preview_url: previewUrl }) },
	}),
	wording: ({ body }: WordingContent) => ({ type: 'text', text: { body } }),
	media: (content: ReadyMedia) => {
		const { wireType } = MEDIA_RULES[content.mediaType];
		return { type: wireType, [wireType]: mediaObject(content) };
	},
	template: ({ name, language, components }: TemplateContent) => ({
		type: 'template',
		template: {
			name,
			language: { code: language },
			...(components.length > 0 ? { components } : {}),
		},
	}),
};

/**
 * A message in the Cloud API's JSON, without recipient and envelope: `type`, the object named after
 * it, `context` and `biz_opaque_callback_data`. Source: Meta, "Messages"; 360dialog, "Messaging".
 */
export function cloudMessage({
	content,
	replyToMessageId,
	callbackData,
}: ReadyMessage): IDataObject {
	const build = BUILDERS[content.type] as (content: ReadyContent) => IDataObject;
	return {
		...build(content),
		...(replyToMessageId ? { context: { message_id: replyToMessageId } } : {}),
		...(callbackData ? { biz_opaque_callback_data: callbackData } : {}),
	};
}

/** Digits with country code, or a BSUID as it is. */
export function cloudRecipient(typed: string): string {
	return isBsuid(typed.trim()) ? typed.trim() : phoneDigits(typed);
}
