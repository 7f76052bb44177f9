import { baseMimeType, MEDIA_RULES, readableSize } from './media';
import type {
	MediaContent,
	MessageContent,
	OutboundMessage,
	TemplateContent,
	TextContent,
	Violation,
	WordingContent,
} from './types';

/** Highest numbers of code points that WhatsApp takes. Source: Meta's message pages. */
export const LIMITS = { text: 4096, caption: 1024, callbackData: 512, templateName: 512 } as const;

/** Length as WhatsApp counts it: an emoji is one, not two. */
export function codePoints(text: string): number {
	return Array.from(text).length;
}

/** Checks one text field: empty (when it must not be) or too long, in code points. */
export function checkText(
	field: string,
	text: string,
	limit: number | undefined,
	{ required = true } = {},
): Violation[] {
	if (text.trim() === '') return required ? [{ field, problem: 'is empty' }] : [];
	const length = codePoints(text);
	return limit !== undefined && length > limit
		? [{ field, problem: `has ${length} characters; at most ${limit} are allowed` }]
		: [];
}

/** Whether a text is an address that a provider can fetch. */
export function checkLink(field: string, link: string): Violation[] {
	let url: URL;
	try {
		url = new URL(link);
	} catch {
		return [{ field, problem: `'${link}' is not a URL; it must start with https:// or http://` }];
	}
	return url.protocol === 'https:' || url.protocol === 'http:'
		? []
		: [{ field, problem: `starts with ${url.protocol}//; it must start with https:// or http://` }];
}

function checkFile(content: MediaContent): Violation[] {
	if (!('file' in content.source)) return [];
	const { mimeType, size, fileName } = content.source.file;
	const rule = MEDIA_RULES[content.mediaType];
	const violations: Violation[] = [];
	const field = 'Input Data Field Name';
	if (!rule.mimeTypes.includes(baseMimeType(mimeType))) {
		violations.push({
			field,
			problem: `'${fileName}' is ${mimeType || 'of no known type'}; as ${content.mediaType} WhatsApp takes ${rule.mimeTypes.join(', ')}`,
		});
	}
	if (size === 0) violations.push({ field, problem: `'${fileName}' is empty` });
	if (size > rule.maxBytes) {
		violations.push({
			field,
			problem: `'${fileName}' has ${readableSize(size)}; as ${content.mediaType} at most ${readableSize(rule.maxBytes)} are allowed`,
		});
	}
	return violations;
}

function checkMedia(content: MediaContent): Violation[] {
	const { source, mediaType, caption } = content;
	const violations = checkFile(content);
	if ('link' in source) violations.push(...checkLink('Media URL', source.link));
	if ('id' in source && source.id.trim() === '') {
		violations.push({ field: 'Media ID', problem: 'is empty' });
	}
	if (caption) {
		violations.push(
			...(MEDIA_RULES[mediaType].takesCaption
				? checkText('Caption', caption, LIMITS.caption)
				: [{ field: 'Caption', problem: `is not possible with media type ${mediaType}` }]),
		);
	}
	return violations;
}

function checkTemplate({ name, language }: TemplateContent): Violation[] {
	return [
		...checkText('Template', name, LIMITS.templateName),
		...(language.trim() === ''
			? [
					{
						field: 'Template',
						problem: "has no language; write it as name|language, e.g. 'order_shipped|en_US'",
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
};

/** Everything that WhatsApp itself would refuse about a message, all at once. */
export function checkMessage({ content, callbackData }: OutboundMessage): Violation[] {
	const check = CHECKS[content.type] as (content: MessageContent) => Violation[];
	return [
		...check(content),
		...checkText('Callback Data', callbackData ?? '', LIMITS.callbackData, { required: false }),
	];
}
