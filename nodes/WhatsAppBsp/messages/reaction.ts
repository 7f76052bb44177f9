import { quote } from '../core/quote';
import { validateText } from '../core/validation';
import type { Violation } from '../core/validation';
import type { ContentRules } from './contentRules';

/** An emoji on a message; null removes the reaction. */
export interface ReactionContent {
	type: 'reaction';
	messageId: string;
	emoji: string | null;
}

/** One emoji as a person sees it: a flag, a keycap, or pictures joined into one, skin tones included. */
const EMOJI =
	/^(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|\p{ExtPict}[\p{EMod}\uFE0F]*[\u{E0020}-\u{E007F}]*(?:\u200D\p{ExtPict}[\p{EMod}\uFE0F]*)*)$/u;

function validateEmoji(emoji: string): Violation[] {
	if (emoji === '') return [{ field: 'Emoji', problem: 'is empty' }];
	return EMOJI.test(emoji)
		? []
		: [{ field: 'Emoji', problem: `is ${quote(emoji)}; enter a single emoji` }];
}

/** Source: Meta, "Reaction messages": an empty emoji removes the reaction. */
export const reaction: ContentRules<ReactionContent> = {
	validate: ({ messageId, emoji }) => [
		...validateText('Message ID', messageId),
		...(emoji === null ? [] : validateEmoji(emoji)),
	],
	preview: ({ emoji }) => emoji,
	toCloudApi: ({ messageId, emoji }) => ({
		type: 'reaction',
		reaction: { message_id: messageId, emoji: emoji ?? '' },
	}),
};
