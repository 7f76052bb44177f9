import type { IDataObject } from 'n8n-workflow';
import { asArray, asObject, asObjects, asText, getOwn } from '../../core/parse';
import { TEXT_LIMITS, validateText, type Violation } from '../../core/validation';
import { findBroken, getType } from './definitionRules';
import { getPlaceholders, isPosition } from './placeholders';
import type { TemplateKey } from './templateKey';
import { TEMPLATE_TEXT_LIMITS } from './texts';
import { validateButtons } from './validateButtons';

/** Code points that each part of a definition may have. Source: Meta, "Template components". */
const DEFINITION_LIMITS = {
	HEADER: TEMPLATE_TEXT_LIMITS.header,
	BODY: TEMPLATE_TEXT_LIMITS.body,
	FOOTER: 60,
	LIMITED_TIME_OFFER: 16,
};

/** Code points of a card's text, and of a text below an offer. */
const CARD_TEXT = 160;
const MAX_CARD_BUTTONS = 2;
const OFFER_TEXT = 600;

/** A template's name, and a placeholder's. */
const NAME = /^[a-z0-9_]+$/;

/** Seconds that WhatsApp tries to deliver. Source: Meta, "Time-to-live". */
const TTL: Readonly<Record<string, [min: number, max: number]>> = {
	AUTHENTICATION: [30, 900],
	UTILITY: [30, 43_200],
	MARKETING: [43_200, 2_592_000],
};

function isPlaceholderName(name: string): boolean {
	return NAME.test(name) && !/^\d+$/.test(name);
}

/** Every placeholder needs an example, and WhatsApp rejects some places and mixtures. */
function validatePlaceholders(part: IDataObject, field: string): Violation[] {
	const text = asText(part.text) ?? '';
	const names = getPlaceholders(text);
	const example = asObject(part.example);
	const kind = getType(part) === 'HEADER' ? 'header_text' : 'body_text';
	const named = asObjects(example[`${kind}_named_params`])
		.filter((each) => asText(each.example))
		.map(({ param_name: name }) => name);
	const [first, ...rest] = asArray(example[kind]);
	const listed = Array.isArray(first) ? (first as unknown[]) : first ? [first, ...rest] : [];
	const isNamed = !names.every(isPosition);
	const missing = names.filter((name) =>
		isNamed ? !named.includes(name) : !listed[Number(name) - 1],
	);
	const skipped = isNamed ? -1 : names.findIndex((_, i) => !names.includes(String(i + 1)));
	const isEdge = kind === 'body_text' && /^\s*\{\{|\}\}\s*$/.test(text);
	return findBroken([
		[isNamed && names.some(isPosition), field, 'mixes {{1}} and {{name}}'],
		[
			isNamed && names.some((name) => !isPosition(name) && !isPlaceholderName(name)),
			field,
			'has a placeholder whose name isn’t lowercase letters, digits, and underscores',
		],
		[skipped >= 0, field, `skips {{${skipped + 1}}}; number placeholders from 1, without gaps`],
		[
			missing.length > 0 && skipped < 0,
			field,
			`has no example for {{${missing.join('}}, {{')}}}; add one${missing.length > 1 ? ' for each' : ''}`,
		],
		[isEdge, field, 'begins or ends with a placeholder; write text before and after it'],
		[kind === 'header_text' && names.length > 1, field, 'has more than one placeholder'],
	]);
}

function validateComponents(
	components: IDataObject[],
	category: string,
	at: string,
	bodyLimit: number = DEFINITION_LIMITS.BODY,
): Violation[] {
	const isAuthentication =
		category === 'AUTHENTICATION' || (category === '' && isOneTimePassword(components));
	const violations = components.flatMap((part) => {
		const type = getType(part);
		const { text } = asObject(part.limited_time_offer ?? part);
		const limit = type === 'BODY' ? bodyLimit : getOwn(DEFINITION_LIMITS, type);
		const isText = type === 'BODY' ? !isAuthentication : typeof text === 'string';
		return [
			...(limit !== undefined && isText
				? validateText(`${at}${type}`, asText(text) ?? '', limit)
				: []),
			...(type === 'HEADER' || type === 'BODY' ? validatePlaceholders(part, `${at}${type}`) : []),
			...validateButtons(asObjects(part.buttons), at),
			...validateCards(part, category),
		];
	});
	// A card may have none.
	if (at === '' && !components.some((component) => getType(component) === 'BODY')) {
		violations.push({ field: '', problem: 'has no BODY component' });
	}
	return violations;
}

/** Also where the category stays as it is, and isn't known. */
function isOneTimePassword(components: IDataObject[]): boolean {
	return components.some(
		(part) =>
			part.add_security_recommendation !== undefined ||
			asObjects(part.buttons).some((button) => getType(button) === 'OTP'),
	);
}

function validateCards({ cards }: IDataObject, category: string): Violation[] {
	if (cards === undefined) return [];
	const list = asObjects(cards).map(({ components }) => asObjects(components));
	const structures = list.map((card) =>
		JSON.stringify(
			card
				.map((part) => [getType(part), part.format, ...asObjects(part.buttons).map(getType)])
				.sort(),
		).toUpperCase(),
	);
	const mostButtons = Math.max(
		0,
		...list.flatMap((card) => card.map(({ buttons }) => asArray(buttons).length)),
	);
	return [
		...findBroken([
			[
				mostButtons > MAX_CARD_BUTTONS,
				'CAROUSEL',
				`has a card with ${mostButtons} buttons; the maximum is ${MAX_CARD_BUTTONS}`,
			],
			[
				list.length < 2 || list.length > 10,
				'CAROUSEL',
				`has ${list.length} cards; 2 to 10 are possible`,
			],
			[
				new Set(structures).size > 1,
				'CAROUSEL',
				'has cards that differ; use the same media type and the same kinds of buttons, in the same order, and a text in all of them or in none',
			],
		]),
		...list.flatMap((card, i) => validateComponents(card, category, `Card ${i + 1}: `, CARD_TEXT)),
	];
}

/** Of the header and the body, also of cards: one format of placeholders counts for all of them. */
function getAllTexts(components: IDataObject[]): string[] {
	return components.flatMap((part) => [
		...(getType(part) === 'HEADER' || getType(part) === 'BODY' ? [asText(part.text) ?? ''] : []),
		...asObjects(part.cards).flatMap((card) => getAllTexts(asObjects(card.components))),
	]);
}

/**
 * What is wrong with a template's parts, as fields or as JSON.
 * @param getLabel what the user calls a part, of its place in the JSON: `Card 1, Button 2: url`, or
 * empty for the whole
 */
export function validateDefinition(
	components: IDataObject[],
	category: string,
	getLabel: (part: string) => string,
): Violation[] {
	const has = (type: string) => components.some((part) => getType(part) === type);
	const hasOffer = has('LIMITED_TIME_OFFER');
	const buttons = components.flatMap((part) => asObjects(part.buttons));
	const kinds = getAllTexts(components).map((text) => getPlaceholders(text).map(isPosition));
	// What a part mixes in itself is said of that part.
	const isMixed = kinds.every((each) => new Set(each).size < 2) && new Set(kinds.flat()).size > 1;
	return [
		...validateComponents(components, category, '', hasOffer ? OFFER_TEXT : undefined),
		...findBroken([
			[
				hasOffer && (category === 'UTILITY' || has('FOOTER')),
				'LIMITED_TIME_OFFER',
				'only works in a marketing template without a footer',
			],
			[
				has('CALL_PERMISSION_REQUEST') && (buttons.length > 0 || has('CAROUSEL')),
				'CALL_PERMISSION_REQUEST',
				'can’t be combined with buttons or cards',
			],
			[
				isMixed,
				'BODY',
				'has another kind of placeholder than a part beside it; use {{1}} or {{name}} in all parts',
			],
		]),
	].map(({ field, problem }) => ({ field: getLabel(field), problem }));
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
export function validateNewTemplate({ name, language }: TemplateKey): Violation[] {
	const badName = 'can only contain lowercase letters, digits, and underscores';
	return [
		...validateText('Template Name', name, TEXT_LIMITS.templateName),
		...(name === '' || NAME.test(name) ? [] : [{ field: 'Template Name', problem: badName }]),
		...validateText('Language', language, undefined),
	];
}
