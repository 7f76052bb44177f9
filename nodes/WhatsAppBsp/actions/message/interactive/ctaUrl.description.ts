import { buttonTextField, buttonUrlField, urlButtonIn } from './button.description';
import type { InteractiveForm } from './form';

export const ctaUrl: InteractiveForm<'ctaUrl'> = {
	name: 'Link Button',
	description: 'A button that opens a web page',
	fields: [buttonTextField, buttonUrlField],
	read: (form) => ({
		type: 'ctaUrl',
		button: urlButtonIn({ buttonText: form.text('buttonText'), buttonUrl: form.text('buttonUrl') }),
	}),
};
