import { replyButtonsField, readReplyButtons } from './button';
import type { InteractiveForm } from './form';

export const buttons: InteractiveForm<'buttons'> = {
	name: 'Buttons',
	description: 'Up to 3 reply buttons',
	fields: [replyButtonsField],
	read: (reader) => ({ type: 'buttons', buttons: readReplyButtons(reader) }),
};
