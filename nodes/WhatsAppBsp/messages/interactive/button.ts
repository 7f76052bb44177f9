import type { IDataObject } from 'n8n-workflow';
import { checkLink, checkText } from '../limits';
import type { Violation } from '../types';
import { checkUnique, LIMITS } from './shared';

/** A button that answers with its id. */
export interface ReplyButton {
	id: string;
	title: string;
}

/** A button that opens a page. */
export interface UrlButton {
	text: string;
	url: string;
}

/** @param at what stands before the button's number: `Card 1, ` */
export function checkReplyButtons(buttons: ReplyButton[], at = ''): Violation[] {
	const label = (i: number, name: string) => `${at}Button ${i + 1}: ${name}`;
	return [
		...buttons.flatMap(({ id, title }, i) => [
			...checkText(label(i, 'Title'), title, LIMITS.buttonTitle),
			...checkText(label(i, 'ID'), id, LIMITS.buttonId),
			...(id === id.trim()
				? []
				: [{ field: label(i, 'ID'), problem: 'starts or ends with a space; remove it' }]),
		]),
		...checkUnique(buttons.map(({ title }, i) => ({ field: label(i, 'Title'), value: title }))),
		...checkUnique(buttons.map(({ id }, i) => ({ field: label(i, 'ID'), value: id }))),
	];
}

/** @param at what stands before the field's label: `Card 1: ` */
export function checkUrlButton({ text, url }: UrlButton, at = ''): Violation[] {
	return [
		...checkText(`${at}Button Text`, text, LIMITS.buttonTitle),
		...checkLink(`${at}Button URL`, url),
	];
}

export function urlAction({ text, url }: UrlButton): IDataObject {
	return { name: 'cta_url', parameters: { display_text: text, url } };
}
