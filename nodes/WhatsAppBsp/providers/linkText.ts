import { checkMessage } from '../messages/check';
import { checkLink, checkText, LIMITS } from '../messages/limits';
import type { MediaContent, OutboundMessage, ReadyMessage, Violation } from '../messages/types';

/** A message for a provider that knows nothing but text: media leaves as caption and link. */
export function asPlainText({ content }: ReadyMessage): string {
	if (content.type === 'text' || content.type === 'wording') return content.body;
	if (content.type === 'media' && 'link' in content.source) {
		return withCaption(content.source.link, content.caption);
	}
	throw new Error(`A message of type ${content.type} has no plain text`);
}

function withCaption(link: string, caption: string | undefined): string {
	return caption ? `${caption}\n${link}` : link;
}

/** What is wrong with a message for a provider that knows nothing but text. */
export function checkPlainText(message: OutboundMessage, displayName: string): Violation[] {
	const { content } = message;
	return content.type === 'media' ? checkLinkedMedia(content, displayName) : checkMessage(message);
}

function checkLinkedMedia({ source, caption }: MediaContent, displayName: string): Violation[] {
	if (!('link' in source)) {
		return [
			{
				field: 'Media Source',
				problem: `must be 'URL', because ${displayName} doesn’t support files, only text with a link to a file`,
			},
		];
	}
	return [
		...checkLink('Media URL', source.link),
		...checkText('Caption and Media URL', withCaption(source.link, caption), LIMITS.text),
	];
}
