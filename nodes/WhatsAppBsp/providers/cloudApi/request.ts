import type { IDataObject } from 'n8n-workflow';
import { buildContact } from '../../messages/contacts';
import { buildInteractive } from '../../messages/interactive';
import { buildLocation } from '../../messages/location';
import { MEDIA_RULES } from '../../messages/media';
import { buildRaw } from '../../messages/raw';
import { buildReaction } from '../../messages/reaction';
import { isBsuid, parsePhoneNumber } from '../../core/phoneNumber';
import type {
	ContactsContent,
	InteractiveContent,
	LocationContent,
	RawContent,
	ReactionContent,
	ResolvedMedia,
	ResolvedMessage,
	TemplateContent,
	TextContent,
	ApprovedTextContent,
} from '../../messages/types';
import type { ResolvedSource } from '../../messages/mediaSource';

type ReadyContent = ResolvedMessage['content'];

function mediaObject({ mediaType, source, caption, fileName }: ResolvedMedia): IDataObject {
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
	wording: ({ body }: ApprovedTextContent) => ({ type: 'text', text: { body } }),
	media: (content: ResolvedMedia) => {
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
	interactive: ({ interactive }: InteractiveContent<ResolvedSource>) => ({
		type: 'interactive',
		interactive: buildInteractive(interactive),
	}),
	location: (content: LocationContent) => ({ type: 'location', location: buildLocation(content) }),
	contacts: ({ contacts }: ContactsContent) => ({
		type: 'contacts',
		contacts: contacts.map(buildContact),
	}),
	reaction: (content: ReactionContent) => ({ type: 'reaction', reaction: buildReaction(content) }),
	raw: (content: RawContent) => buildRaw(content),
};

/**
 * A message in the Cloud API's JSON, without recipient and envelope: `type`, the object named after
 * it, `context` and `biz_opaque_callback_data`. Source: Meta, "Messages"; 360dialog, "Messaging".
 */
export function toCloudMessage({
	content,
	replyToMessageId,
	callbackData,
}: ResolvedMessage): IDataObject {
	const build = BUILDERS[content.type] as (content: ReadyContent) => IDataObject;
	return {
		...build(content),
		...(replyToMessageId ? { context: { message_id: replyToMessageId } } : {}),
		...(callbackData ? { biz_opaque_callback_data: callbackData } : {}),
	};
}

/** Digits with country code, or a BSUID as it is. */
export function toCloudRecipient(typed: string, example: string): string {
	return isBsuid(typed.trim()) ? typed.trim() : parsePhoneNumber(typed, example);
}
