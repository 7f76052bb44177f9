import { TEXT_LIMITS, validateText, type Violation } from '../../core/validation';
import type { TemplateKey } from './templateKey';

/** The value of a template locator: both halves must be there. */
export function validateTemplateKey({ name, language }: TemplateKey): Violation[] {
	const problem = "has no language; enter it as name|language, e.g. 'order_shipped|en_US'";
	return [
		...validateText('Template', name, { limit: TEXT_LIMITS.templateName }),
		...(name.trim() !== '' && language.trim() === '' ? [{ field: 'Template', problem }] : []),
	];
}
