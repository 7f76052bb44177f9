import { trimText } from '../../core/invisible';

/** What identifies a template: WhatsApp has one definition per name and language. */
export interface TemplateKey {
	name: string;
	language: string;
}

/** Whether both name the same definition, whatever else each contains. */
export function isSameTemplate(one: TemplateKey, other: TemplateKey): boolean {
	return one.name === other.name && one.language === other.language;
}

/** As it is entered and output: `order_shipped|en_US`. */
export function formatTemplateKey({ name, language }: TemplateKey): string {
	return `${name}|${language}`;
}

/** Without a bar, all of it is the name. */
export function parseTemplateKey(text: string): TemplateKey {
	const [name, language = ''] = text.split('|');
	return { name: trimText(name), language: trimText(language) };
}
