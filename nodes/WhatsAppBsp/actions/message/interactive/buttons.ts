import { replyButtonsField, readReplyButtons } from './button';
import type { InteractiveForm } from './form';

export const buttons: InteractiveForm<'buttons'> = {
	name: 'Buttons',
	description: 'Up to 3 reply buttons',
	fields: [replyButtonsField],
	read: (form) => ({ type: 'buttons', buttons: readReplyButtons(form.entries('buttons.button')) }),
};
