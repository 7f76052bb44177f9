import type { IDataObject } from 'n8n-workflow';
import { validateChoice, validateText } from '../../core/validation';
import { validateMediaSource } from '../mediaSource';
import { address } from './address';
import { buttons } from './buttons';
import { callPermission } from './callPermission';
import { catalog } from './catalog';
import { ctaUrl } from './ctaUrl';
import { flow } from './flow';
import { list } from './list';
import { locationRequest } from './locationRequest';
import { mediaCarousel } from './mediaCarousel';
import { product } from './product';
import { productCarousel } from './productCarousel';
import { productList } from './productList';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveHeader, Interactive, InteractiveRules, InteractiveType } from './types';
import type { Violation } from '../../core/validation';
import type { ResolvedSource, MediaSource } from '../mediaSource';

/** Every type of interactive message. */
export const INTERACTIVE: { readonly [T in InteractiveType]: InteractiveRules<T> } = {
	address,
	buttons,
	callPermission,
	catalog,
	ctaUrl,
	flow,
	list,
	locationRequest,
	mediaCarousel,
	product,
	productCarousel,
	productList,
};

/** Labels of the header's fields, which stand beside the message's own. */
export const HEADER_LABELS = {
	file: 'Header Input Data Field Name',
	link: 'Header Media URL',
	id: 'Header Media ID',
} as const;

/** What a person can choose; `none` is no header. */
const HEADER_TYPES = ['none', 'text', 'image', 'video', 'document'];

function rulesOf({ type }: Interactive<MediaSource | ResolvedSource>): InteractiveRules<never> {
	return INTERACTIVE[type] as unknown as InteractiveRules<never>;
}

function checkHeader(
	header: InteractiveHeader | undefined,
	allowed: InteractiveRules<never>['header'],
) {
	if (!header) return allowed === 'requiredText' ? validateText('Header Text', '', undefined) : [];
	if (allowed === 'none' || (allowed !== 'any' && header.type !== 'text')) {
		return [
			{
				field: 'Header Type',
				problem: `is '${header.type}', which this interactive type doesn’t support`,
			},
		];
	}
	if (header.type === 'text')
		return validateText('Header Text', header.text, INTERACTIVE_LIMITS.headerText);
	const unknown = validateChoice('Header Type', header.type, HEADER_TYPES);
	return unknown.length > 0
		? unknown
		: validateMediaSource(header.source, header.type, HEADER_LABELS);
}

/** What is wrong with an interactive message, by the labels of its fields. */
export function validateInteractive(message: Interactive): Violation[] {
	const rules = rulesOf(message);
	const { header, body, footer = '' } = message;
	return [
		...checkHeader(header, rules.header),
		...validateText('Body Text', body, rules.body.limit, { required: rules.body.required }),
		...(rules.footer || footer === ''
			? validateText('Footer Text', footer, INTERACTIVE_LIMITS.footer, { required: false })
			: [{ field: 'Footer Text', problem: 'isn’t supported for this interactive type' }]),
		...rules.validate(message as never),
	];
}

function headerObject(header: InteractiveHeader<ResolvedSource>): IDataObject {
	if (header.type === 'text') return { type: 'text', text: header.text };
	const { type, source, fileName } = header;
	const isNamed = type === 'document' && fileName;
	return { type, [type]: { ...source, ...(isNamed ? { filename: fileName } : {}) } };
}

/** The `interactive` object in the Cloud API's JSON. Source: Meta, "Interactive messages". */
export function buildInteractive(message: Interactive<ResolvedSource>): IDataObject {
	const rules = rulesOf(message);
	const { header, body, footer } = message;
	return {
		type: rules.apiType,
		...(header ? { header: headerObject(header) } : {}),
		...(body ? { body: { text: body } } : {}),
		...(footer ? { footer: { text: footer } } : {}),
		action: rules.action(message as never),
	};
}
