import { validateMessage } from '../../messages/validateMessage';
import { validateUrl, validateText, TEXT_LIMITS } from '../../core/validation';
import type { MediaContent } from '../../messages/media';
import type { OutboundMessage, ResolvedMessage } from '../../messages/types';
import type { Violation } from '../../core/validation';

/** A message for a provider that knows nothing but text: media leaves as caption and link. */
export function toPlainText({ content }: ResolvedMessage): string {
	if (content.type === 'text' || content.type === 'approvedText') return content.body;
	if (content.type === 'media' && 'link' in content.source) {
		return withCaption(content.source.link, content.caption);
	}
	throw new Error(`A message of type ${content.type} has no plain text`);
}

function withCaption(link: string, caption: string | undefined): string {
	return caption ? `${caption}\n${link}` : link;
}

/** What is wrong with a message for a provider that knows nothing but text. */
export function validatePlainText(message: OutboundMessage, displayName: string): Violation[] {
	const { content } = message;
	return content.type === 'media'
		? validateLinkedMedia(content, displayName)
		: validateMessage(message);
}

function validateLinkedMedia({ source, caption }: MediaContent, displayName: string): Violation[] {
	if (!('link' in source)) {
		return [
			{
				field: 'Media Source',
				problem: `must be 'URL', because ${displayName} doesn’t support files, only text with a link to a file`,
			},
		];
	}
	return [
		...validateUrl('Media URL', source.link),
		...validateText('Caption and Media URL', withCaption(source.link, caption), TEXT_LIMITS.text),
	];
}
