import { validateReplyButtons, type ReplyButton } from './button';
import { validateCount, INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface Buttons {
	type: 'buttons';
	buttons: ReplyButton[];
}

export const MAX_BUTTONS = 3;

/** Source: Meta, "Interactive reply buttons messages". */
export const buttons: InteractiveRules<Buttons> = {
	apiType: 'button',
	header: 'any',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: (message) => [
		...validateCount('Buttons', message.buttons.length, {
			min: 1,
			max: MAX_BUTTONS,
			of: 'buttons',
		}),
		...validateReplyButtons(message.buttons),
	],
	action: (message) => ({
		buttons: message.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
	}),
};
