import { isBsuid, isGroupId } from '../core/phoneNumber';
import { validateText, type Violation } from '../core/validation';
import type { MessageContent } from './index';
import type { InteractiveType } from './interactive';

/** A message that is sent as a template's category, without a template of the user's own. */
export interface DirectSend {
	category: 'utility' | 'authentication';
	/** How long WhatsApp tries to deliver it; without it, WhatsApp's own default. */
	ttlSeconds?: number;
	/** Chosen in case the 24-hour window is closed, not for its own sake. */
	isWindowFallback?: true;
}

/**
 * What is sent as a category to this recipient. A utility message to a user ID is accepted and never arrives, and groups
 * get none; an ordinary one may arrive, so that it only replaces an ordinary one for phone numbers.
 */
export function getDirectSend(
	{ directSend }: { directSend?: DirectSend },
	recipient: string,
): DirectSend | undefined {
	const isPhoneNumber = !isBsuid(recipient) && !isGroupId(recipient);
	return directSend?.isWindowFallback && !isPhoneNumber ? undefined : directSend;
}

/** What is wrong for this recipient: one who gets the ordinary message has its limits, and no time to live. */
export function validateFallback(
	message: { content: MessageContent; directSend?: DirectSend },
	recipient: string,
): Violation[] {
	if (!message.directSend?.isWindowFallback) return [];
	if (getDirectSend(message, recipient)) return validateBody(message.content);
	const problem = 'only applies to phone numbers; remove it for a user ID or a group';
	return message.directSend.ttlSeconds === undefined ? [] : [{ field: TTL, problem }];
}

/** Code points of the text, and seconds. Source: Meta, "Direct Send". */
export const DIRECT_SEND_LIMITS = {
	body: 1024,
	ttlSeconds: { utility: { min: 30, max: 43_200 }, authentication: { min: 30, max: 900 } },
} as const;

/** Interactive types that can be utility messages. Source: Meta, "Supported message types". */
export const DIRECT_SEND_INTERACTIVE: readonly InteractiveType[] = [
	'buttons',
	'ctaUrl',
	'voiceCall',
];

/** Labels of the options. */
const CATEGORY = 'Category';
const TTL = 'Time to Live (Seconds)';
const OUTSIDE_WINDOW = 'Outside the 24-Hour Window';

function validateBody(content: MessageContent): Violation[] {
	return content.type === 'text'
		? validateText('Text', content.body, { limit: DIRECT_SEND_LIMITS.body })
		: [];
}

/** What WhatsApp would reject whoever gets it. The footer of a call button and the like are the types' own rules. */
export function validateDirectSend(
	{ category, ttlSeconds, isWindowFallback }: DirectSend,
	content: MessageContent,
): Violation[] {
	const field = isWindowFallback ? OUTSIDE_WINDOW : CATEGORY;
	const isText = content.type === 'text';
	const isInteractive =
		content.type === 'interactive' && DIRECT_SEND_INTERACTIVE.includes(content.interactive.type);
	if (!isText && !(isInteractive && category === 'utility')) {
		return [{ field, problem: `is '${category}', which this type of message doesn’t support` }];
	}
	const { min, max } = DIRECT_SEND_LIMITS.ttlSeconds[category];
	const isOutOfRange = ttlSeconds !== undefined && (ttlSeconds < min || ttlSeconds > max);
	return [
		...(isWindowFallback ? [] : validateBody(content)),
		...(isOutOfRange
			? [{ field: TTL, problem: `is ${ttlSeconds}; use ${min} to ${max} for ${category}` }]
			: []),
	];
}
