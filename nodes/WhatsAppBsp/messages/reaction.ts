import type { IDataObject } from 'n8n-workflow';
import { validateText } from '../core/validation';
import type { ReactionContent } from './types';
import type { Violation } from '../core/validation';

/** One emoji as a person sees it: a flag, a keycap, or pictures joined into one, skin tones included. */
const EMOJI =
	/^(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|\p{ExtPict}[\p{EMod}\uFE0F]*[\u{E0020}-\u{E007F}]*(?:\u200D\p{ExtPict}[\p{EMod}\uFE0F]*)*)$/u;

function checkEmoji(emoji: string): Violation[] {
	if (emoji === '') return [{ field: 'Emoji', problem: 'is empty' }];
	return EMOJI.test(emoji)
		? []
		: [{ field: 'Emoji', problem: `is '${emoji}'; enter a single emoji` }];
}

export function validateReaction({ messageId, emoji }: ReactionContent): Violation[] {
	return [
		...validateText('Message ID', messageId, undefined),
		...(emoji === null ? [] : checkEmoji(emoji)),
	];
}

/** Source: Meta, "Reaction messages": an empty emoji takes the reaction off. */
export function buildReaction({ messageId, emoji }: ReactionContent): IDataObject {
	return { message_id: messageId, emoji: emoji ?? '' };
}
