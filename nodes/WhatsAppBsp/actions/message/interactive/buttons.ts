import { replyButtonsField, readReplyButtons } from './button';
import type { InteractiveFields } from './fields';

export const buttons: InteractiveFields<'buttons'> = {
	name: 'Buttons',
	description: 'Up to 3 reply buttons',
	fields: [replyButtonsField],
	read: (reader) => ({ type: 'buttons', buttons: readReplyButtons(reader) }),
};
