import type { IDataObject } from 'n8n-workflow';
import { asArray, asObjects, asText, getOwn } from '../../core/parse';
import { findBroken, validateText, type Rule, type Violation } from '../../core/validation';
import { getType } from './parseTemplate';
import { getPlaceholders } from './placeholders';

/** Code points of a button's texts. Source: Meta, "Template components". */
const BUTTON_LIMITS: Readonly<Record<string, number>> = {
	text: 25,
	url: 2000,
	phone_number: 20,
	example: 15,
};

/** How many buttons a template may have, and how many of each of these kinds. */
const MAX_BUTTONS = 10;
const MAX_OF_KIND = {
	URL: 2,
	PHONE_NUMBER: 1,
	COPY_CODE: 1,
	VOICE_CALL: 1,
	REQUEST_CONTACT_INFO: 1,
};

/** What a kind of button can't do without. */
const BUTTON_FIELDS: Readonly<Record<string, string[]>> = {
	QUICK_REPLY: ['text'],
	URL: ['text', 'url'],
	PHONE_NUMBER: ['text', 'phone_number'],
	VOICE_CALL: ['text'],
	COPY_CODE: ['example'],
	FLOW: ['text'],
};

/** The text itself, or the first of a list. */
function getFirst(value: unknown): string {
	return asText(asArray(value)[0] ?? value) ?? '';
}

/**
 * Fields are named as in the JSON: `Card 1, Button 2: url`.
 * @param at what precedes the button's number: `Card 1: `
 */
export function validateButtons(buttons: IDataObject[], at: string): Violation[] {
	const types = buttons.map(getType);
	const count = (type: string) => types.filter((each) => each === type).length;
	const replies = count('QUICK_REPLY');
	const together = types.lastIndexOf('QUICK_REPLY') - types.indexOf('QUICK_REPLY') + 1;
	return [
		...findBroken([
			[
				buttons.length > MAX_BUTTONS,
				`${at}BUTTONS`,
				`has ${buttons.length} buttons; the maximum is ${MAX_BUTTONS}`,
			],
			...Object.entries(MAX_OF_KIND).map(
				([type, max]): Rule => [
					count(type) > max,
					`${at}${type}`,
					`is the type of ${count(type)} buttons; the maximum is ${max}`,
				],
			),
			[
				replies > 0 && together !== replies,
				`${at}BUTTONS`,
				'has quick replies that aren’t next to each other',
			],
		]),
		...buttons.flatMap((button, i) =>
			validateButton(button, `${at.replace(':', ',')}Button ${i + 1}: `),
		),
	];
}

function validateButton(button: IDataObject, at: string): Violation[] {
	const type = getType(button);
	const needed = getOwn(BUTTON_FIELDS, type);
	const phone = getFirst(button.phone_number);
	const url = getFirst(button.url);
	const [placeholder] = getPlaceholders(url);
	const hasFlow = button.flow_id || button.flow_name || button.flow_json;
	return [
		...(needed ?? ['text']).flatMap((key) =>
			validateText(`${at}${key}`, getFirst(button[key]), {
				limit: BUTTON_LIMITS[key],
				required: needed !== undefined,
			}),
		),
		...findBroken([
			[
				phone !== '' && !/^\+?\d+$/.test(phone),
				`${at}phone_number`,
				`is '${phone}'; enter only digits, such as +60377220000`,
			],
			[/\{\{.*(\{\{|[^}]$)/.test(url), `${at}url`, 'can only have one placeholder, at its end'],
			[
				placeholder !== undefined && getFirst(button.example) === '',
				`${at}url`,
				`has no example for {{${placeholder}}}; add one`,
			],
			[type === 'FLOW' && !hasFlow, `${at}flow_id`, 'is empty'],
			[
				['ONE_TAP', 'ZERO_TAP'].includes(getFirst(button.otp_type).toUpperCase()) &&
					!button.package_name &&
					asArray(button.supported_apps).length === 0,
				'supported_apps',
				'is empty; add the app that reads the code',
			],
			// Only the one button of a one-time password has apps: its number would add nothing.
			...asObjects(button.supported_apps).flatMap(
				({ package_name: name, signature_hash: hash }, i): Rule[] => [
					[getFirst(name) === '', `App ${i + 1}: package_name`, 'is empty'],
					[
						getFirst(hash).length !== 11,
						`App ${i + 1}: signature_hash`,
						`has ${getFirst(hash).length} characters; it must have 11`,
					],
				],
			),
		]),
	];
}
