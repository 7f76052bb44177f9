import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { getBodyText } from '../../core/templates.mts';
import type { Json, Template } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { check, countCodePoints, location, webUrl } from './shapes.mts';
import { checkButtons } from './templateButtons.mts';
import { getTextLimit } from './templateDefinition.mts';
import {
	checkTexts,
	createMismatchError,
	fill,
	type Component,
	type Parameter,
} from './templateParameters.mts';

const parameter = z.object({ type: z.string() }).passthrough();
const component = z
	.object({
		type: z.string().transform((type) => type.toLowerCase()),
		sub_type: z
			.string()
			.transform((type) => type.toLowerCase())
			.optional(),
		index: z.union([z.string().regex(/^\d+$/), z.number().int()]).optional(),
		parameters: z.array(parameter).optional(),
		cards: z
			.array(z.strictObject({ card_index: z.number().int(), components: z.array(z.unknown()) }))
			.optional(),
	})
	.strict();

const templateObject = z.strictObject({
	name: z.string().min(1).max(512),
	namespace: z.string().optional(),
	language: z.strictObject({
		code: z.string().min(1),
		policy: z.literal('deterministic').optional(),
	}),
	components: z.array(component).optional(),
});

const MEDIA_FORMATS = ['IMAGE', 'VIDEO', 'DOCUMENT'];

/** Of a single-product message. Source: Meta, "Template components". */
const product = z.strictObject({
	catalog_id: z.string().min(1),
	product_retailer_id: z.string().min(1),
});

function find(account: Account, name: string, language: string): Template {
	const named = account.templates.filter((template) => template.name === name);
	const template = named.find((candidate) => candidate.language === language);
	const missing = `template name (${name}) does not exist in ${language}`;
	if (!template) throw new CloudError(132001, missing);
	if (template.status === 'PAUSED') throw new CloudError(132015, `${name} is paused`);
	if (template.status === 'DISABLED') throw new CloudError(132016, `${name} is disabled`);
	if (template.status !== 'APPROVED') throw new CloudError(132001, missing);
	return template;
}

function checkHeader(
	template: Template,
	part: Template['components'][number] | undefined,
	given: Parameter[],
) {
	const format = part?.format?.toUpperCase() ?? 'TEXT';
	if (!part || format === 'TEXT') {
		checkTexts(template, 'header', part?.text, given);
		return;
	}
	const first = given[0];
	const received = first ? String(first.type).toUpperCase() : 'UNKNOWN';
	if (given.length !== 1 || received !== format)
		throw createMismatchError('header', format, received);
	const value = first?.[format.toLowerCase()] as Json | undefined;
	if (MEDIA_FORMATS.includes(format) && (value?.id === undefined) === (value?.link === undefined)) {
		throw new CloudError(131008, `header: ${format} needs exactly one of id and link`);
	}
	if (value?.link !== undefined) check(webUrl, value.link, `${format.toLowerCase()}['link']`, true);
	if (format === 'LOCATION') check(location, value, 'location', true);
	if (format === 'PRODUCT') check(product, value, 'product', true);
}

function checkOffer(parts: Template['components'], given: Component[]): void {
	const offer = parts.find(({ type }) => type === 'LIMITED_TIME_OFFER')?.limited_time_offer as
		| { has_expiration?: boolean }
		| undefined;
	const component = given.find(({ type }) => type === 'limited_time_offer');
	if (!offer) {
		if (component) throw createMismatchError('limited_time_offer', 'nothing', 'LIMITED_TIME_OFFER');
		return;
	}
	if (!offer.has_expiration) return;
	const value = component?.parameters?.[0]?.limited_time_offer as Json | undefined;
	if (typeof value?.expiration_time_ms !== 'number') {
		throw new CloudError(131008, 'limited_time_offer: expiration_time_ms is required');
	}
}

const KNOWN = ['header', 'body', 'button', 'limited_time_offer', 'carousel', 'footer'];

function checkComponents(
	template: Template,
	parts: Template['components'],
	given: Component[],
): void {
	for (const { type } of given) {
		if (!KNOWN.includes(type)) throw new CloudError(100, `Unknown template component type ${type}`);
	}
	const of = (type: string) => given.filter((candidate) => candidate.type === type);
	for (const type of ['header', 'body', 'carousel', 'limited_time_offer']) {
		if (of(type).length > 1) throw new CloudError(100, `More than one ${type} component`);
	}
	const part = (type: string) => parts.find((candidate) => candidate.type === type);
	checkHeader(template, part('HEADER'), of('header')[0]?.parameters ?? []);
	const limit = parts.length > 1 ? getTextLimit(parts) : 32_768;
	const isOtp = template.category === 'AUTHENTICATION';
	checkTexts(
		template,
		'body',
		isOtp ? '{{1}}' : part('BODY')?.text,
		of('body')[0]?.parameters ?? [],
	);
	const rendered = fill(part('BODY')?.text ?? '', of('body')[0]?.parameters ?? []);
	if (countCodePoints(rendered) > limit) {
		throw new CloudError(132005, 'body: the filled text is too long');
	}
	checkButtons(part('BUTTONS')?.buttons ?? [], of('button'));
	checkOffer(parts, given);
	checkCards(template, part('CAROUSEL')?.cards, of('carousel')[0]?.cards);
}

function checkCards(
	template: Template,
	defined: Template['components'][number]['cards'],
	given: Component['cards'],
): void {
	if (!defined) {
		if (given) throw createMismatchError('carousel', 'nothing', 'CAROUSEL');
		return;
	}
	if (given?.length !== defined.length) {
		const counts = `number of cards (${given?.length ?? 0}) does not match (${defined.length})`;
		throw new CloudError(132012, `carousel: ${counts}`);
	}
	for (const [index, card] of defined.entries()) {
		const own = given.find((candidate) => candidate.card_index === index);
		if (!own) throw new CloudError(132012, `carousel: card_index ${index} is missing`);
		const components = check(z.array(component), own.components, 'components', true);
		checkComponents(template, card.components, components as Component[]);
	}
}

/** Checks a template message against its definition; returns what the customer will read. */
export function checkTemplate(
	account: Account,
	value: unknown,
	options: { toUserId: boolean; needsNamespace: boolean },
): { template: Template; text: string } {
	const object = check(templateObject, value, 'template', account.settings.strictKeys);
	if (options.needsNamespace && object.namespace !== account.namespace) {
		throw new CloudError(132001, 'namespace is missing or not the one of this account');
	}
	if (options.needsNamespace && object.language.policy !== 'deterministic') {
		throw new CloudError(131008, "The parameter template['language']['policy'] is required.");
	}
	const template = find(account, object.name, object.language.code);
	if (template.category === 'AUTHENTICATION' && options.toUserId) throw new CloudError(131062);
	const components = (object.components ?? []) as Component[];
	checkComponents(template, template.components, components);
	const body = components.find(({ type }) => type === 'body')?.parameters ?? [];
	if (template.category === 'AUTHENTICATION' && countCodePoints(String(body[0]?.text ?? '')) > 15) {
		throw new CloudError(132018, 'body: a one-time password has at most 15 characters');
	}
	return { template, text: fill(getBodyText(template), body) };
}
