import { TEXT_LIMITS, validateText, validateUrl } from '../../core/validation';
import { parseUrl } from '../../core/url';
import type { Violation } from '../../core/validation';
import type { MediaContent } from '../../messages/media';
import type { OutboundMessage, ResolvedMessage } from '../../messages/types';
import { validateMessage } from '../../messages/validateMessage';

/** Everything else may end the part of a link that can be tapped, or be read as formatting. */
const UNSAFE_CHARACTER = /[^A-Za-z0-9\-._~:/?#@!$&*+,;=%]|%(?![0-9A-Fa-f]{2})/g;

/** At the end, an app takes it for the sentence's. */
const TRAILING_PUNCTUATION = /[.,;:!?*_~]$/;

/** A link that ends with its host has no slash, and gets none. */
const BARE_HOST = /^[a-z]+:\/\/[^/?#]*$/i;

function encodeCharacter(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * A link that can be tapped as a whole in a text: percent-encoded once, what is encoded already stays
 * as it is. A host of other scripts becomes punycode.
 */
export function encodeLink(link: string): string {
	const url = parseUrl(link.trim());
	if (!url) return link;
	const { protocol, username, password, host, pathname, search, hash } = url;
	const user = username ? `${username}${password ? `:${password}` : ''}@` : '';
	const path = BARE_HOST.test(link.trim()) ? '' : pathname;
	const encoded = `${path}${search}${hash}`
		.replace(UNSAFE_CHARACTER, encodeCharacter)
		.replace(TRAILING_PUNCTUATION, encodeCharacter);
	return `${protocol}//${user}${host}${encoded}`;
}

/** A message for a provider that sends text only: media becomes its caption and link. */
export function toPlainText({ content }: ResolvedMessage): string {
	if (content.type === 'text' || content.type === 'approvedText') return content.body;
	if (content.type === 'media' && 'link' in content.source) {
		return joinCaption(content.source.link, content.caption);
	}
	throw new Error(`A message of type ${content.type} has no plain text`);
}

function joinCaption(link: string, caption: string | undefined): string {
	return caption ? `${caption}\n${encodeLink(link)}` : encodeLink(link);
}

/** What is wrong with a message for a provider that sends text only. */
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
		...validateText('Caption and Media URL', joinCaption(source.link, caption), {
			limit: TEXT_LIMITS.text,
		}),
	];
}
