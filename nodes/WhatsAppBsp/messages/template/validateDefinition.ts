import type { IDataObject } from 'n8n-workflow';
import { asArray, asObject, asObjects, asText, getOwn } from '../../core/parse';
import { findBroken, TEXT_LIMITS, validateText, type Violation } from '../../core/validation';
import { getType } from './parseTemplate';
import { getPlaceholders, getPlaceholderTexts, isPosition } from './placeholders';
import type { TemplateKey } from './templateKey';
import { TEMPLATE_TEXT_LIMITS } from './texts';
import { validateButtons } from './validateButtons';

/** Code points that each component of a definition may have. Source: Meta, "Template components". */
const DEFINITION_LIMITS = {
	HEADER: TEMPLATE_TEXT_LIMITS.header,
	BODY: TEMPLATE_TEXT_LIMITS.body,
	FOOTER: 60,
	LIMITED_TIME_OFFER: 16,
};

/** Code points of the text with a product, and with an offer. */
const PRODUCT_TEXT = 160;
const OFFER_TEXT = 600;
const MAX_CARD_BUTTONS = 2;

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

/** Every placeholder needs an example, and WhatsApp rejects some positions and mixtures. */
function validatePlaceholders(component: IDataObject, field: string): Violation[] {
	const text = asText(component.text) ?? '';
	const names = getPlaceholders(text);
	const example = asObject(component.example);
	const kind = getType(component) === 'HEADER' ? 'header_text' : 'body_text';
	const named = asObjects(example[`${kind}_named_params`])
		.filter((each) => asText(each.example))
		.map(({ param_name: name }) => name);
	// Meta's pages also write a single one without a list.
	const given = example[kind];
	const [first, ...rest] = typeof given === 'string' ? [given] : asArray(given);
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
	bodyLimit: number,
): Violation[] {
	const isAuthentication =
		category === 'AUTHENTICATION' || (category === '' && isOneTimePassword(components));
	const violations = components.flatMap((component) => {
		const type = getType(component);
		const { text } = asObject(component.limited_time_offer ?? component);
		const limit = type === 'BODY' ? bodyLimit : getOwn(DEFINITION_LIMITS, type);
		const isText = type === 'BODY' ? !isAuthentication : typeof text === 'string';
		return [
			...(limit !== undefined && isText
				? validateText(`${at}${type}`, asText(text) ?? '', { limit })
				: []),
			...(type === 'HEADER' || type === 'BODY'
				? validatePlaceholders(component, `${at}${type}`)
				: []),
			...validateButtons(asObjects(component.buttons), at),
			...validateCards(component, category),
		];
	});
	// A card may have none.
	if (at === '' && !components.some((component) => getType(component) === 'BODY')) {
		violations.push({ field: '', problem: 'has no BODY component' });
	}
	return violations;
}

function getBodyLimit(components: IDataObject[]): number {
	if (components.some((component) => getType(component) === 'LIMITED_TIME_OFFER'))
		return OFFER_TEXT;
	const hasProduct = components.some(({ format }) => asText(format)?.toUpperCase() === 'PRODUCT');
	return hasProduct ? PRODUCT_TEXT : DEFINITION_LIMITS.BODY;
}

/** By its components: an edit that keeps the category doesn't name it. */
function isOneTimePassword(components: IDataObject[]): boolean {
	return components.some(
		(component) =>
			component.add_security_recommendation !== undefined ||
			asObjects(component.buttons).some((button) => getType(button) === 'OTP'),
	);
}

function validateCards({ cards }: IDataObject, category: string): Violation[] {
	if (cards === undefined) return [];
	const list = asObjects(cards).map(({ components }) => asObjects(components));
	const structures = list.map((card) =>
		JSON.stringify(
			card
				.map((component) => [
					getType(component),
					component.format,
					...asObjects(component.buttons).map(getType),
				])
				.sort(),
		).toUpperCase(),
	);
	const maxButtons = Math.max(
		0,
		...list.flatMap((card) => card.map(({ buttons }) => asArray(buttons).length)),
	);
	return [
		...findBroken([
			[
				maxButtons > MAX_CARD_BUTTONS,
				'CAROUSEL',
				`has a card with ${maxButtons} buttons; the maximum is ${MAX_CARD_BUTTONS}`,
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
		...list.flatMap((card, i) =>
			validateComponents(card, category, `Card ${i + 1}: `, TEMPLATE_TEXT_LIMITS.cardBody),
		),
	];
}

/**
 * What is wrong with a template's components, as fields or as JSON.
 * @param getLabel what the user calls a path in the JSON, such as `Card 1, Button 2: url`; empty for the
 * whole
 */
export function validateDefinition(
	components: IDataObject[],
	category: string,
	getLabel: (path: string) => string,
): Violation[] {
	const has = (type: string) => components.some((component) => getType(component) === type);
	const buttons = components.flatMap((component) => asObjects(component.buttons));
	const kinds = getPlaceholderTexts(components).map((text) =>
		getPlaceholders(text).map(isPosition),
	);
	// Placeholders mixed within one component are reported there.
	const isMixed = kinds.every((each) => new Set(each).size < 2) && new Set(kinds.flat()).size > 1;
	return [
		...validateComponents(components, category, '', getBodyLimit(components)),
		...findBroken([
			[
				has('LIMITED_TIME_OFFER') && (category === 'UTILITY' || has('FOOTER')),
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
				'has another kind of placeholder than the other parts; use {{1}} or {{name}} in all parts',
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

/** What WhatsApp would reject about a new template without reviewing it. */
export function validateNewTemplate({ name, language }: TemplateKey): Violation[] {
	const badName = 'can only contain lowercase letters, digits, and underscores';
	return [
		...validateText('Template Name', name, { limit: TEXT_LIMITS.templateName }),
		...(name === '' || NAME.test(name) ? [] : [{ field: 'Template Name', problem: badName }]),
		...validateText('Language', language),
	];
}
