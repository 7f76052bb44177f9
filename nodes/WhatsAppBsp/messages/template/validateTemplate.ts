import type { IDataObject } from 'n8n-workflow';
import { asArray, asObject, asObjects, asText, getOwn } from '../../core/parse';
import { validateText, TEXT_LIMITS } from '../../core/validation';
import type { Violation } from '../../core/validation';
import { getPlaceholders } from './values';

/** Code points that each component of a definition may have. Source: Meta, "Template components". */
const DEFINITION_LIMITS = { HEADER: 60, BODY: 1024, FOOTER: 60 };

const MAX_BUTTONS = 10;
const BUTTON_TEXT = 25;

const NAME = /^[a-z0-9_]+$/;

/** The value of a template locator: both halves must be there. */
export function validateTemplateName({
	name,
	language,
}: {
	name: string;
	language: string;
}): Violation[] {
	const problem = "has no language; enter it as name|language, e.g. 'order_shipped|en_US'";
	return [
		...validateText('Template', name, TEXT_LIMITS.templateName),
		...(name.trim() !== '' && language.trim() === '' ? [{ field: 'Template', problem }] : []),
	];
}

function getType({ type }: IDataObject): string {
	return (asText(type) ?? '').toUpperCase();
}

const MAX_URLS = 2;

/** Code points of a card's text, and of a text below an offer. */
const CARD_TEXT = 160;
const OFFER_TEXT = 600;

/** Seconds that WhatsApp tries to deliver. Source: Meta, "Time-to-live". */
const TTL: Readonly<Record<string, [min: number, max: number]>> = {
	AUTHENTICATION: [30, 900],
	UTILITY: [30, 43_200],
	MARKETING: [43_200, 2_592_000],
};

const POSITION = /^\d+$/;

/** Every variable needs an example, and WhatsApp rejects some places and mixtures. */
function validateVariables(part: IDataObject, field: string): Violation[] {
	const text = asText(part.text) ?? '';
	const names = getPlaceholders(text);
	const example = asObject(part.example);
	const kind = getType(part) === 'HEADER' ? 'header_text' : 'body_text';
	const named = asObjects(example[`${kind}_named_params`]).map(({ param_name: name }) => name);
	const [first, ...rest] = asArray(example[kind]);
	const listed = Array.isArray(first) ? (first as unknown[]) : first ? [first, ...rest] : [];
	const isNamed = names.some((name) => !POSITION.test(name));
	const missing = names.filter((name, i) => (isNamed ? !named.includes(name) : !listed[i]));
	const isEdge = kind === 'body_text' && /^\s*\{\{|\}\}\s*$/.test(text);
	const rules: Array<[boolean, string]> = [
		[isNamed && names.some((name) => POSITION.test(name)), 'mixes {{1}} and {{name}}'],
		[
			isNamed && names.some((name) => !POSITION.test(name) && !/^[a-z][a-z0-9_]*$/.test(name)),
			'has a variable whose name isn’t lowercase letters, digits, and underscores',
		],
		[missing.length > 0, `has no example for {{${missing.join('}}, {{')}}}`],
		[isEdge, 'begins or ends with a variable; write text before and after it'],
		[kind === 'header_text' && names.length > 1, 'has more than one variable'],
	];
	return rules.filter(([isBroken]) => isBroken).map(([, problem]) => ({ field, problem }));
}

function validateButtons(buttons: IDataObject[], field: string): Violation[] {
	const types = buttons.map(getType);
	const replies = types.filter((type) => type === 'QUICK_REPLY').length;
	const together = types.lastIndexOf('QUICK_REPLY') - types.indexOf('QUICK_REPLY') + 1;
	const count = (type: string) => types.filter((each) => each === type).length;
	const rules: Array<[boolean, string]> = [
		[buttons.length > MAX_BUTTONS, `has ${buttons.length} buttons; the maximum is ${MAX_BUTTONS}`],
		[count('URL') > MAX_URLS, `has ${count('URL')} links; the maximum is ${MAX_URLS}`],
		...['PHONE_NUMBER', 'COPY_CODE', 'VOICE_CALL', 'REQUEST_CONTACT_INFO'].map(
			(type): [boolean, string] => [count(type) > 1, `has more than one ${type} button`],
		),
		[replies > 0 && together !== replies, 'has quick replies that aren’t next to each other'],
	];
	return [
		...rules.filter(([isBroken]) => isBroken).map(([, problem]) => ({ field, problem })),
		...buttons.flatMap((button, i) => validateButton(button, `${field}: Button ${i + 1}`)),
	];
}

/** What a kind of button can't do without. */
const BUTTON_FIELDS: Readonly<Record<string, string>> = {
	QUICK_REPLY: 'text',
	URL: 'url',
	PHONE_NUMBER: 'phone_number',
	COPY_CODE: 'example',
};

function validateButton(button: IDataObject, field: string): Violation[] {
	const { text, url, example } = button;
	const needed = getOwn(BUTTON_FIELDS, getType(button));
	const isEmpty = needed !== undefined && !asText(button[needed]) && !Array.isArray(button[needed]);
	const hasVariable = getPlaceholders(asText(url) ?? '').length > 0;
	return [
		...(typeof text === 'string'
			? validateText(field, text, BUTTON_TEXT, { required: false })
			: []),
		...(isEmpty ? [{ field, problem: `has no ${needed}` }] : []),
		...(hasVariable && !example ? [{ field, problem: 'has no example of its URL' }] : []),
	];
}

function validateComponents(
	components: IDataObject[],
	category: string,
	field: string,
	bodyLimit: number = DEFINITION_LIMITS.BODY,
): Violation[] {
	const isAuthentication = category === 'AUTHENTICATION';
	const violations = components.flatMap((part) => {
		const type = getType(part);
		const limit = type === 'BODY' ? bodyLimit : getOwn(DEFINITION_LIMITS, type);
		const isText = type === 'BODY' ? !isAuthentication : typeof part.text === 'string';
		return [
			...(limit !== undefined && isText
				? validateText(`${field}: ${type}`, asText(part.text) ?? '', limit)
				: []),
			...(type === 'HEADER' || type === 'BODY' ? validateVariables(part, `${field}: ${type}`) : []),
			...validateButtons(asObjects(part.buttons), field),
			...validateCards(part, category, field),
		];
	});
	if (!components.some((component) => getType(component) === 'BODY')) {
		violations.push({ field, problem: 'has no BODY component' });
	}
	return violations;
}

function validateCards({ cards }: IDataObject, category: string, field: string): Violation[] {
	if (cards === undefined) return [];
	const list = asObjects(cards);
	const problem = `has ${list.length} cards; 2 to 10 are possible`;
	return [
		...(list.length < 2 || list.length > 10 ? [{ field, problem }] : []),
		...list.flatMap((card, i) =>
			validateComponents(
				asObjects(card.components),
				category,
				`${field}: Card ${i + 1}`,
				CARD_TEXT,
			),
		),
	];
}

/** What is wrong with a template's parts, as fields or as JSON. */
export function validateContent(
	components: IDataObject[],
	category: string,
	field: string,
): Violation[] {
	const has = (type: string) => components.some((part) => getType(part) === type);
	const hasOffer = has('LIMITED_TIME_OFFER');
	const isOfferWrong = hasOffer && (category === 'UTILITY' || has('FOOTER'));
	const problem =
		'has a limited-time offer, which only a marketing template without a footer can have';
	return [
		...validateComponents(components, category, field, hasOffer ? OFFER_TEXT : undefined),
		...(isOfferWrong ? [{ field, problem }] : []),
	];
}

/** @param category empty: unknown, so any category's range is fine */
export function validateTtl(ttlSeconds: number | undefined, category: string): Violation[] {
	if (ttlSeconds === undefined || (ttlSeconds === -1 && category !== 'MARKETING')) return [];
	const [min, max] = getOwn(TTL, category) ?? [TTL.UTILITY[0], TTL.MARKETING[1]];
	return ttlSeconds >= min && ttlSeconds <= max
		? []
		: [
				{
					field: 'Time to Live (Seconds)',
					problem: `is ${ttlSeconds}; it must be between ${min} and ${max}`,
				},
			];
}

/** What WhatsApp would reject about a new template before anybody reads it. */
export function validateNewTemplate({ name, language }: { name: string; language: string }) {
	const badName = 'can only contain lowercase letters, digits, and underscores';
	return [
		...validateText('Template Name', name, TEXT_LIMITS.templateName),
		...(name === '' || NAME.test(name) ? [] : [{ field: 'Template Name', problem: badName }]),
		...validateText('Language', language, undefined),
	];
}
