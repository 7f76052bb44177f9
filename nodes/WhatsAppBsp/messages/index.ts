import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../core/validation';
import { approvedText } from './approvedText';
import { contacts } from './contacts';
import type { ContentRules } from './contentRules';
import { interactive } from './interactive';
import { location } from './location';
import { media } from './media';
import { raw } from './raw';
import { reaction } from './reaction';
import { template } from './template';
import { text } from './text';

/** Every type of message, by the content's `type`. A new one is its file and one line here. */
const CONTENT_TYPES = {
	approvedText,
	contacts,
	interactive,
	location,
	media,
	raw,
	reaction,
	template,
	text,
} as const;

type AnyRules = (typeof CONTENT_TYPES)[keyof typeof CONTENT_TYPES];

/** What a message says, free of any provider. */
export type MessageContent = Parameters<AnyRules['validate']>[0];

/** The same once its files are uploaded: media is an ID or a URL. */
export type ResolvedContent = Parameters<AnyRules['toCloudApi']>[0];

function getRules({ type }: MessageContent | ResolvedContent): ContentRules<never> {
	return CONTENT_TYPES[type];
}

export function validateContent(content: MessageContent): Violation[] {
	return getRules(content).validate(content as never);
}

/** What the customer would read; null where only WhatsApp knows. */
export function getPreview(content: MessageContent): string | null {
	return getRules(content).preview(content as never);
}

/** `type` and the object named after it. */
export function toCloudApi(content: ResolvedContent): IDataObject {
	return getRules(content).toCloudApi(content as never);
}
