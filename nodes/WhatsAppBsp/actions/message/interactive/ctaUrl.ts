import { buttonTextField, buttonUrlField, readUrlButton } from './button';
import type { InteractiveFields } from './fields';

export const ctaUrl: InteractiveFields<'ctaUrl'> = {
	name: 'Link Button',
	description: 'A button that opens a web page',
	fields: [buttonTextField, buttonUrlField],
	read: (reader) => ({ type: 'ctaUrl', button: readUrlButton(reader) }),
};
