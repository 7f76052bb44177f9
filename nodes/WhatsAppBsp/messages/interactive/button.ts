import type { IDataObject } from 'n8n-workflow';
import { validateUrl, validateText } from '../../core/validation';
import { validateUnique, INTERACTIVE_LIMITS } from './shared';
import type { Violation } from '../../core/validation';

/** A button that replies with its ID. */
export interface ReplyButton {
	id: string;
	title: string;
}

/** A button that opens a page. */
export interface UrlButton {
	text: string;
	url: string;
}

/** @param at what precedes the button's number: `Card 1, ` */
export function validateReplyButtons(buttons: ReplyButton[], at = ''): Violation[] {
	const label = (i: number, name: string) => `${at}Button ${i + 1}: ${name}`;
	return [
		...buttons.flatMap(({ id, title }, i) => [
			...validateText(label(i, 'Title'), title, { limit: INTERACTIVE_LIMITS.buttonTitle }),
			...validateText(label(i, 'ID'), id, { limit: INTERACTIVE_LIMITS.buttonId }),
			...(id === id.trim()
				? []
				: [{ field: label(i, 'ID'), problem: 'starts or ends with a space; remove it' }]),
		]),
		...validateUnique(buttons.map(({ title }, i) => ({ field: label(i, 'Title'), value: title }))),
		...validateUnique(buttons.map(({ id }, i) => ({ field: label(i, 'ID'), value: id }))),
	];
}

/** @param at what precedes the field's label: `Card 1: ` */
export function validateUrlButton({ text, url }: UrlButton, at = ''): Violation[] {
	return [
		...validateText(`${at}Button Text`, text, { limit: INTERACTIVE_LIMITS.buttonTitle }),
		...validateUrl(`${at}Button URL`, url),
	];
}

export function buildUrlAction({ text, url }: UrlButton): IDataObject {
	return { name: 'cta_url', parameters: { display_text: text, url } };
}
