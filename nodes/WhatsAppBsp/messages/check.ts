import { checkContacts } from './contacts';
import { checkInteractive } from './interactive';
import { checkChoice, checkText, LIMITS } from './limits';
import { checkLocation } from './location';
import { MEDIA_RULES } from './media';
import { checkRaw } from './raw';
import { checkReaction } from './reaction';
import { checkSource } from './sources';
import type {
	ContactsContent,
	InteractiveContent,
	MediaContent,
	MessageContent,
	OutboundMessage,
	TemplateContent,
	TextContent,
	Violation,
	WordingContent,
} from './types';

function checkMedia({ source, mediaType, caption }: MediaContent): Violation[] {
	const unknown = checkChoice('Media Type', mediaType, Object.keys(MEDIA_RULES));
	if (unknown.length > 0) return unknown;
	const violations = checkSource(source, mediaType);
	if (!caption) return violations;
	return [
		...violations,
		...(MEDIA_RULES[mediaType].takesCaption
			? checkText('Caption', caption, LIMITS.caption)
			: [{ field: 'Caption', problem: `isn’t supported for media type ${mediaType}` }]),
	];
}

function checkTemplate({ name, language }: TemplateContent): Violation[] {
	return [
		...checkText('Template', name, LIMITS.templateName),
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

const CHECKS: {
	[T in MessageContent['type']]: (content: Extract<MessageContent, { type: T }>) => Violation[];
} = {
	text: ({ body }: TextContent) => checkText('Text', body, LIMITS.text),
	wording: ({ body }: WordingContent) => checkText('Text', body, LIMITS.text),
	media: checkMedia,
	template: checkTemplate,
	interactive: ({ interactive }: InteractiveContent) => checkInteractive(interactive),
	location: checkLocation,
	contacts: ({ contacts }: ContactsContent) => checkContacts(contacts),
	reaction: checkReaction,
	raw: checkRaw,
};

/** Everything that WhatsApp itself would refuse about a message, all at once. */
export function checkMessage({ content, callbackData }: OutboundMessage): Violation[] {
	const check = CHECKS[content.type] as (content: MessageContent) => Violation[];
	return [
		...check(content),
		...checkText('Callback Data', callbackData ?? '', LIMITS.callbackData, { required: false }),
	];
}
