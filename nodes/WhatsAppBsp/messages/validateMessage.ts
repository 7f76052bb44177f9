import { validateContacts } from './contacts';
import { validateInteractive } from './interactive';
import { validateChoice, validateText, TEXT_LIMITS } from '../core/validation';
import { validateLocation } from './location';
import { MEDIA_RULES } from './media';
import { validateRaw } from './raw';
import { validateReaction } from './reaction';
import { validateMediaSource } from './mediaSource';
import type {
	ContactsContent,
	InteractiveContent,
	MediaContent,
	MessageContent,
	OutboundMessage,
	TemplateContent,
	TextContent,
	ApprovedTextContent,
} from './types';
import type { Violation } from '../core/validation';

function validateMedia({ source, mediaType, caption }: MediaContent): Violation[] {
	const unknown = validateChoice('Media Type', mediaType, Object.keys(MEDIA_RULES));
	if (unknown.length > 0) return unknown;
	const violations = validateMediaSource(source, mediaType);
	if (!caption) return violations;
	return [
		...violations,
		...(MEDIA_RULES[mediaType].takesCaption
			? validateText('Caption', caption, TEXT_LIMITS.caption)
			: [{ field: 'Caption', problem: `isn’t supported for media type ${mediaType}` }]),
	];
}

function validateTemplate({ name, language }: TemplateContent): Violation[] {
	return [
		...validateText('Template', name, TEXT_LIMITS.templateName),
		...(language.trim() === ''
			? [
					{
						field: 'Template',
						problem: "has no language; enter it as name|language, e.g. 'order_shipped|en_US'",
					},
				]
			: []),
	];
}

const VALIDATORS: {
	[T in MessageContent['type']]: (content: Extract<MessageContent, { type: T }>) => Violation[];
} = {
	text: ({ body }: TextContent) => validateText('Text', body, TEXT_LIMITS.text),
	wording: ({ body }: ApprovedTextContent) => validateText('Text', body, TEXT_LIMITS.text),
	media: validateMedia,
	template: validateTemplate,
	interactive: ({ interactive }: InteractiveContent) => validateInteractive(interactive),
	location: validateLocation,
	contacts: ({ contacts }: ContactsContent) => validateContacts(contacts),
	reaction: validateReaction,
	raw: validateRaw,
};

/** Everything that WhatsApp itself would refuse about a message, all at once. */
export function validateMessage({ content, callbackData }: OutboundMessage): Violation[] {
	const check = VALIDATORS[content.type] as (content: MessageContent) => Violation[];
	return [
		...check(content),
		...validateText('Callback Data', callbackData ?? '', TEXT_LIMITS.callbackData, {
			required: false,
		}),
	];
}
