import type {
	ContactsContent,
	InteractiveContent,
	LocationContent,
	MediaContent,
	MessageContent,
	ReactionContent,
	TemplateContent,
	TextContent,
	ApprovedTextContent,
} from './types';
import type { MediaSource } from './mediaSource';

function lines(...texts: Array<string | undefined>): string {
	return texts.filter((text) => text !== undefined && text !== '').join('\n');
}

/** A file's name, a link or an id. */
export function getSourceName(source: MediaSource | undefined): string {
	if (!source) return '';
	if ('file' in source) return source.file.fileName;
	return 'link' in source ? source.link : source.id;
}

const PREVIEWS: {
	[T in MessageContent['type']]: (content: Extract<MessageContent, { type: T }>) => string | null;
} = {
	text: ({ body }: TextContent) => body,
	wording: ({ body }: ApprovedTextContent) => body,
	template: ({ preview }: TemplateContent) => preview ?? null,
	media: ({ mediaType, source, caption, fileName }: MediaContent) =>
		lines(`[${mediaType}: ${fileName ?? getSourceName(source)}]`, caption),
	interactive: ({ interactive: { header, body, footer } }: InteractiveContent) => {
		const isText = header?.type === 'text';
		const top = isText
			? header.text
			: header && `[${header.type}: ${getSourceName(header.source)}]`;
		return lines(top, body, footer);
	},
	location: ({ name, address, latitude, longitude }: LocationContent) =>
		lines(`[location: ${latitude}, ${longitude}]`, name, address),
	contacts: ({ contacts }: ContactsContent) =>
		lines(...contacts.map(({ name }) => `[contact: ${name.formattedName}]`)),
	reaction: ({ emoji }: ReactionContent) => emoji,
	raw: () => null,
};

/** What the customer would read; null where only WhatsApp knows. */
export function getPreview(content: MessageContent): string | null {
	const preview = PREVIEWS[content.type] as (content: MessageContent) => string | null;
	return preview(content);
}
