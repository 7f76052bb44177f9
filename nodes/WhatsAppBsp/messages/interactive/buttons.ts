import { checkReplyButtons, type ReplyButton } from './button';
import { checkCount, LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface Buttons {
	type: 'buttons';
	buttons: ReplyButton[];
}

/** Source: Meta, "Interactive reply buttons messages". */
export const buttons: InteractiveRules<'buttons'> = {
	wireType: 'button',
	header: 'any',
	body: { limit: LIMITS.body, required: true },
	footer: true,
	check: (message) => [
		...checkCount('Buttons', message.buttons.length, { min: 1, max: 3, of: 'buttons' }),
		...checkReplyButtons(message.buttons),
	],
	action: (message) => ({
		buttons: message.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
	}),
};
