import { z } from 'zod';
import { getVariables } from '../../core/templates.mts';
import type { Json, TemplateComponent } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { checkDefinedButtons } from './templateDefinitionButtons.mts';
import { check, countCodePoints, text } from './shapes.mts';

export type Category = 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
export type Format = 'POSITIONAL' | 'NAMED';
interface Context {
	category: Category;
	format: Format;
	/** Whether a media example is one that WhatsApp can get. */
	isExample: (handle: unknown) => boolean;
	displayFormat?: string | undefined;
}

const invalid = (details: string, subcode?: number) => new CloudError(100, details, subcode);

const TTL: Record<Category, [min: number, max: number]> = {
	AUTHENTICATION: [30, 900],
	UTILITY: [30, 43_200],
	MARKETING: [43_200, 2_592_000],
};

export function checkTtl(category: Category, ttl: number | undefined): void {
	if (ttl === undefined || (ttl === -1 && category !== 'MARKETING')) return;
	const [min, max] = TTL[category];
	if (Number.isInteger(ttl) && ttl >= min && ttl <= max) return;
	throw invalid(`message_send_ttl_seconds of ${category} must be between ${min} and ${max}`);
}

const NAME = /^[a-z][a-z0-9_]*$/;

function checkVariables(text: string, { format }: Context, subcode: number): string[] {
	const variables = getVariables(text);
	if (/^\s*\{\{|\}\}\s*$/.test(text) && subcode === SUBCODES.BODY) {
		throw invalid('Variables can’t be at the start or end of the template.', 2388299);
	}
	const written = text.replace(/\{\{[^{}]*\}\}/g, ' ').match(/\S+/g) ?? [];
	// Assumption: WhatsApp names no ratio. As many words as variables is what nobody doubts.
	if (written.length < variables.length) {
		throw invalid('Too many variables for the length of the text.', 2388293);
	}
	const fits = (name: string, i: number) =>
		format === 'NAMED' ? NAME.test(name) : name === String(i + 1);
	if (![...variables].sort(bySize).every(fits)) {
		throw invalid(`The variables don’t fit parameter_format ${format}.`, subcode);
	}
	return variables;
}

const bySize = (a: string, b: string) => Number(a) - Number(b) || 0;

/** Every variable needs an example. */
function checkExamples(
	variables: string[],
	place: 'header' | 'body',
	part: Json,
	{ format }: Context,
) {
	if (variables.length === 0) return;
	const example = (part.example ?? {}) as Json;
	const list = example[format === 'NAMED' ? `${place}_text_named_params` : `${place}_text`];
	// Source: Meta, "Product card carousel templates": a single one may be a text.
	const given = typeof list === 'string' ? [list] : Array.isArray(list) ? (list as unknown[]) : [];
	const isFull =
		format === 'NAMED'
			? variables.every((name) =>
					(given as Json[]).some((entry) => entry?.param_name === name && entry.example),
				)
			: (Array.isArray(given[0]) ? (given[0] as unknown[]) : given).filter(Boolean).length ===
				variables.length;
	if (!isFull) throw invalid(`${place}: an example for each variable is required.`);
}

const SUBCODES = { HEADER: 2388047, BODY: 2388072, FOOTER: 2388073 };

function checkText(part: TemplateComponent, limit: number, type: keyof typeof SUBCODES): string {
	if (typeof part.text !== 'string' || part.text === '') {
		throw invalid(`${type}: text is required.`, SUBCODES[type]);
	}
	if (countCodePoints(part.text) > limit)
		throw invalid(`${type}: max. ${limit} characters.`, 2388040);
	return part.text;
}

const HEADERS: Record<string, (part: TemplateComponent, context: Context) => void> = {
	TEXT: (part, context) => {
		const variables = checkVariables(checkText(part, 60, 'HEADER'), context, SUBCODES.HEADER);
		if (variables.length > 1) throw invalid('HEADER: one variable at most.', SUBCODES.HEADER);
		checkExamples(variables, 'header', part, context);
	},
	LOCATION: () => undefined,
	PRODUCT: () => undefined,
};

function checkMediaHeader(part: TemplateComponent, { isExample }: Context): void {
	const handles = ((part.example ?? {}) as Json).header_handle;
	if (!Array.isArray(handles) || handles.length !== 1 || !isExample(handles[0])) {
		throw invalid('HEADER: example.header_handle needs one file handle.', SUBCODES.HEADER);
	}
}

function checkHeader(part: TemplateComponent, context: Context): void {
	const format = String(part.format ?? 'TEXT').toUpperCase();
	const isMedia = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'].includes(format);
	const rule = isMedia ? checkMediaHeader : HEADERS[format];
	if (!rule) throw invalid(`HEADER: unknown format ${format}`, SUBCODES.HEADER);
	rule(part, context);
}

function checkBody(part: TemplateComponent, context: Context, limit: number): void {
	const text = checkText(part, limit, 'BODY');
	checkExamples(checkVariables(text, context, SUBCODES.BODY), 'body', part, context);
}

function checkFooter(part: TemplateComponent): void {
	if (getVariables(checkText(part, 60, 'FOOTER')).length > 0) {
		throw invalid('FOOTER: no variables.', SUBCODES.FOOTER);
	}
}

const offer = z.strictObject({
	text: text(16),
	has_expiration: z.boolean().optional(),
});

function checkCards({ cards }: TemplateComponent, context: Context): void {
	if (!Array.isArray(cards) || cards.length < 2 || cards.length > 10) {
		throw invalid('CAROUSEL: 2 to 10 cards.');
	}
	const shapes = cards.map(({ components = [] }) => {
		const parts = components.map((part) => ({ ...part, type: String(part.type).toUpperCase() }));
		checkParts(parts, context, ['HEADER', 'BODY', 'BUTTONS'], 160);
		return parts
			.map(({ type, format, buttons = [] }) =>
				[type, format, ...buttons.map((button) => button.type)].join(' '),
			)
			.join('|')
			.toUpperCase();
	});
	if (
		cards.some(({ components = [] }) => components.some(({ buttons = [] }) => buttons.length > 2))
	) {
		throw invalid('CAROUSEL: 2 buttons a card at most.');
	}
	if (new Set(shapes).size > 1) throw invalid('CAROUSEL: all cards must have the same structure.');
}

const TYPES = [
	'HEADER',
	'BODY',
	'FOOTER',
	'BUTTONS',
	'CAROUSEL',
	'LIMITED_TIME_OFFER',
	'CALL_PERMISSION_REQUEST',
];

function checkParts(
	parts: TemplateComponent[],
	context: Context,
	types: string[],
	bodyLimit: number,
): void {
	const unknown = parts.find(({ type }) => !types.includes(type));
	if (unknown) throw invalid(`Unknown component type ${unknown.type}`);
	if (new Set(parts.map(({ type }) => type)).size !== parts.length) {
		throw invalid('Two components of the same type.');
	}
	for (const part of parts) {
		if (part.type === 'HEADER') checkHeader(part, context);
		if (part.type === 'BODY') checkBody(part, context, bodyLimit);
		if (part.type === 'FOOTER') checkFooter(part);
		if (part.type === 'BUTTONS') checkDefinedButtons(part.buttons ?? [], context);
		if (part.type === 'CAROUSEL') checkCards(part, context);
	}
}

const app = z.strictObject({
	package_name: z.string().min(1),
	signature_hash: z.string().length(11),
});
const otp = z
	.strictObject({
		type: z.literal('OTP'),
		otp_type: z.enum(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']),
		text: z.string().max(25).optional(),
		autofill_text: z.string().max(25).optional(),
		zero_tap_terms_accepted: z.boolean().optional(),
		supported_apps: z.array(app).min(1).max(5).optional(),
	})
	.refine((value) => value.otp_type === 'COPY_CODE' || value.supported_apps, 'needs supported_apps')
	.refine(
		(value) => value.otp_type !== 'ZERO_TAP' || value.zero_tap_terms_accepted === true,
		'needs zero_tap_terms_accepted',
	);
const AUTHENTICATION: Record<string, z.ZodType<unknown, z.ZodTypeDef, unknown>> = {
	BODY: z.strictObject({
		type: z.string(),
		add_security_recommendation: z.boolean().optional(),
	}),
	FOOTER: z.strictObject({
		type: z.string(),
		code_expiration_minutes: z.number().int().min(1).max(90).optional(),
	}),
	BUTTONS: z.strictObject({ type: z.string(), buttons: z.array(otp).length(1) }),
};

/** WhatsApp writes these itself: only what it is to add can be chosen. */
function checkAuthentication(parts: TemplateComponent[]): void {
	for (const part of parts) {
		const schema = AUTHENTICATION[part.type];
		if (!schema) throw invalid(`AUTHENTICATION takes no ${part.type}`);
		check(schema, part, part.type, true);
	}
	if (!parts.some(({ type }) => type === 'BUTTONS')) throw invalid('BUTTONS: OTP is required.');
}

/** Code points of the body of a template that has more than a body. */
export function getTextLimit(parts: TemplateComponent[]): number {
	if (parts.some(({ type }) => type === 'LIMITED_TIME_OFFER')) return 600;
	return parts.some(({ format }) => format?.toUpperCase() === 'PRODUCT') ? 160 : 1024;
}

/** Throws Meta's error if a definition is invalid. Source: Meta, "Template components". */
export function checkDefinition(parts: TemplateComponent[], context: Context): void {
	if (!parts.some(({ type }) => type === 'BODY')) {
		throw new CloudError(131008, "The parameter template['components'] needs a BODY.");
	}
	if (context.category === 'AUTHENTICATION') {
		checkAuthentication(parts);
		return;
	}
	const limited = parts.find(({ type }) => type === 'LIMITED_TIME_OFFER');
	checkParts(parts, context, TYPES, getTextLimit(parts));
	const has = (type: string) => parts.some((part) => part.type === type);
	if (has('CALL_PERMISSION_REQUEST') && (has('BUTTONS') || has('CAROUSEL'))) {
		throw invalid('CALL_PERMISSION_REQUEST: no other interactive components.');
	}
	if (!limited) return;
	check(offer, limited.limited_time_offer, 'limited_time_offer', true);
	if (context.category !== 'MARKETING') throw invalid('LIMITED_TIME_OFFER: MARKETING only.');
	if (has('FOOTER')) throw invalid('LIMITED_TIME_OFFER: no FOOTER.');
}
