import { buttonTextField, buttonUrlField, readUrlButton } from './button';
import type { InteractiveForm } from './form';

export const ctaUrl: InteractiveForm<'ctaUrl'> = {
	name: 'Link Button',
	description: 'A button that opens a web page',
	fields: [buttonTextField, buttonUrlField],
	read: (reader) => ({ type: 'ctaUrl', button: readUrlButton(reader) }),
};
