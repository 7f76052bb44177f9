import { describeJsonError } from '../../core/findJsonError';
import { trimText } from '../../core/invisible';
import { parseJson } from '../../core/json';
import { asObject, isBlank, isObject } from '../../core/parse';
import { quote } from '../../core/quote';
import { countCodePoints, findBroken, validateText, type Violation } from '../../core/validation';
import { describeNonText, toText, toWellFormedText } from '../../core/toText';
import { PRODUCT_LIST_LIMITS } from '../interactive/productList';
import { INTERACTIVE_LIMITS } from '../interactive/shared';
import { validateMediaSource } from '../mediaSource';
import type { FieldKind, TemplateProductSection, TemplateField } from './fields';
import { getTextProblem, tidyText } from './parameterTexts';
import type { MediaSource } from '../mediaSource';

/** What values are parsed with, apart from their fields. */
export interface ParseContext {
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds since 1970 of a date and time without a zone; NaN when it is none. */
	parseDate(text: string): number;
	/** Line breaks, tabs and wide gaps in texts become spaces instead of violations. */
	tidy?: boolean;
}

type ParseResult = { value: unknown } | { problem: string } | { violations: Violation[] };
type Parser = (given: unknown, field: TemplateField, context: ParseContext) => ParseResult;

const URL_BEGINNING = /^(?:https?:\/\/)?(?:www\.)?/i;

/**
 * A URL suffix, encoded once: what is already encoded stays as it is, and slashes, question marks and
 * the like keep their meaning. A whole URL that was pasted loses the template's beginning.
 */
export function toUrlSuffix(typed: string, prefix = ''): string {
	return withoutPrefix(typed, prefix)
		.split(/(%[0-9A-Fa-f]{2})/)
		.map((piece, i) => (i % 2 === 1 ? piece : encodeURI(toWellFormedText(piece))))
		.join('');
}

/** However the beginning is written: with another scheme, without `www.`, in capitals. */
function withoutPrefix(typed: string, prefix: string): string {
	if (typed.startsWith(prefix)) return typed.slice(prefix.length);
	const [url, start] = [typed, prefix].map((each) => each.replace(URL_BEGINNING, ''));
	const isWhole = url.slice(0, start.length).toLowerCase() === start.toLowerCase();
	return isWhole ? url.slice(start.length) : typed;
}

function getHost(url: string): string {
	return url.replace(URL_BEGINNING, '').split(/[/?#]/)[0].toLowerCase();
}

/** Not the title of a section, such as `[New] Shoes: SKU1`. */
const JSON_LIST_OR_OBJECT = /^\s*(?:\[\s*[[{"\]]|\{\s*["}])/;

/** `Title: SKU1, SKU2`, one section a line or between semicolons. */
function parseSectionText(text: string): TemplateProductSection[] {
	return text
		.split(/[\n;]/)
		.map(trimText)
		.filter((line) => line !== '')
		.map((line) => {
			const [, title = '', products = line] = /^([^:]*):(.*)$/.exec(line) ?? [];
			return toSection(title, products.split(','));
		});
}

function toSection(title: string, ids: string[]): TemplateProductSection {
	const products = ids.map(trimText).filter((id) => id !== '');
	return {
		title: trimText(title),
		product_items: products.map((id) => ({ product_retailer_id: id })),
	};
}

/** An ID, or an object with it, as Meta writes products. */
function getProductId(product: unknown): string | undefined {
	return isObject(product) ? toText(product.product_retailer_id) || undefined : toText(product);
}

/** A section of a list; undefined when its title or a product is no text. */
function parseSection(section: unknown): TemplateProductSection | undefined {
	const { title, product_items: items, products } = asObject(section);
	const entries: unknown = items ?? products;
	const ids = Array.isArray(entries) ? entries.map(getProductId) : [];
	const heading = toText(title);
	return heading === undefined || ids.includes(undefined)
		? undefined
		: toSection(heading, ids as string[]);
}

function parseSections(given: unknown): TemplateProductSection[] | undefined {
	if (!Array.isArray(given)) {
		const text = toText(given);
		return text === undefined ? undefined : parseSectionText(text);
	}
	const sections = given.map(parseSection);
	return sections.includes(undefined) ? undefined : (sections as TemplateProductSection[]);
}

const UNREADABLE_PRODUCTS =
	"must be a list of sections; enter 'Title: SKU1, SKU2', one section per line";

function validateSections(field: string, sections: TemplateProductSection[]): Violation[] {
	const products = sections.flatMap(({ product_items: items }) => items);
	const { sections: maxSections, products: maxProducts } = PRODUCT_LIST_LIMITS;
	const { sectionTitle: maxTitle } = INTERACTIVE_LIMITS;
	return findBroken([
		[sections.length === 0, field, 'is empty'],
		[
			sections.some(({ product_items: items }) => items.length === 0),
			field,
			"has a section without products; enter 'Title: SKU1, SKU2', one section per line",
		],
		[sections.length > maxSections, field, `has too many sections; the maximum is ${maxSections}`],
		[products.length > maxProducts, field, `has too many products; the maximum is ${maxProducts}`],
		[
			sections.length > 1 && sections.some(({ title }) => title === ''),
			field,
			'has a section without a title; with several sections, each needs one',
		],
		[
			sections.some(({ title }) => countCodePoints(title) > maxTitle),
			field,
			`has a section title that is too long; the maximum is ${maxTitle} characters`,
		],
	]);
}

const PARSERS: Readonly<Record<FieldKind, Parser>> = {
	text: (given, { label, limit, isToken }, { tidy }) => {
		const entered = toText(given);
		if (entered === undefined) return { problem: describeNonText(given) };
		const trimmed = isToken ? trimText(entered) : entered;
		const text = tidy ? tidyText(trimmed) : trimmed;
		const problem = getTextProblem(text);
		if (problem) return { problem };
		const violations = validateText(label, text, { limit, required: false });
		return violations.length > 0 ? { violations } : { value: text };
	},
	urlSuffix: (given, { prefix }) => {
		const text = toText(given);
		if (text === undefined) return { problem: describeNonText(given) };
		const suffix = toUrlSuffix(trimText(text), prefix);
		if (suffix === '') return { problem: 'is empty' };
		// A page to go on to may be a parameter, follow a `#`, or be another website's.
		return prefix &&
			!/[?#]/.test(prefix) &&
			/^https?:\/\//i.test(suffix) &&
			getHost(suffix) === getHost(prefix)
			? { problem: `is ${quote(text)}, another page’s URL; enter what follows ${prefix}` }
			: { value: suffix };
	},
	media: (given, { label, mediaType = 'image' }) => {
		if (typeof given !== 'object' || given === null) {
			return {
				problem: `is ${quote(toText(given) ?? '')}; enter a URL (https://…), a media ID, or the name of a binary field of the input item`,
			};
		}
		const labels = { file: label, link: label, id: label };
		const violations = validateMediaSource(given as MediaSource, mediaType, labels);
		return violations.length > 0 ? { violations } : { value: given };
	},
	number: (given, { range = [-Infinity, Infinity] }) => {
		const text = toText(given);
		if (text === undefined) return { problem: describeNonText(given) };
		const number = Number(trimText(text));
		const [lowest, highest] = range;
		return Number.isFinite(number) && number >= lowest && number <= highest
			? { value: number }
			: { problem: `is ${quote(text)}; enter a number from ${lowest} to ${highest}` };
	},
	time: (given, _field, { now, parseDate }) => {
		const entered = toText(given);
		if (entered === undefined) return { problem: describeNonText(given) };
		const text = trimText(entered);
		const time = /^\d{12,13}$/.test(text) ? Number(text) : parseDate(text);
		if (!Number.isFinite(time)) {
			return { problem: `is ${quote(text)}; enter a date and time such as 2030-12-31T18:00:00` };
		}
		return time > now ? { value: time } : { problem: `is ${quote(text)}, which is in the past` };
	},
	json: (given) => {
		const value = typeof given === 'string' ? parseJson(given) : given;
		if (value === undefined) return { problem: describeJsonError(String(given)) };
		return isObject(value) ? { value } : { problem: 'must be a JSON object' };
	},
	products: (given, { label }) => {
		const isJson = typeof given === 'string' && JSON_LIST_OR_OBJECT.test(given);
		const list = isJson ? parseJson(given) : given;
		if (list === undefined) return { problem: describeJsonError(String(given)) };
		const sections = parseSections(list);
		if (!sections) return { problem: UNREADABLE_PRODUCTS };
		const violations = validateSections(label, sections);
		return violations.length > 0 ? { violations } : { value: sections };
	},
};

/** Parses every field's value; the violations name all that is wrong. */
export function parseValues(
	fields: TemplateField[],
	given: Readonly<Record<string, unknown>>,
	context: ParseContext,
): { values: Map<string, unknown>; violations: Violation[] } {
	const values = new Map<string, unknown>();
	const violations: Violation[] = [];
	for (const field of fields) {
		const typed = given[field.id];
		if (isBlank(typed)) {
			if (field.required) violations.push({ field: field.label, problem: 'is empty' });
			continue;
		}
		const result = PARSERS[field.kind](typed, field, context);
		if ('value' in result) values.set(field.id, result.value);
		else if ('problem' in result) violations.push({ field: field.label, problem: result.problem });
		else violations.push(...result.violations);
	}
	return { values, violations };
}
