import type { IDataObject } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { getSourceName, validateMediaSource } from '../mediaSource';
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
import { requestContactInfo } from './requestContactInfo';
import { INTERACTIVE_LIMITS } from './shared';
import { voiceCall } from './voiceCall';
import type { CommonParts, InteractiveHeader, InteractiveRules } from './types';
import { joinLines, type ContentRules } from '../contentRules';
import type { Violation } from '../../core/validation';
import type { ResolvedSource } from '../mediaSource';

/** Every type of interactive message. A new one is its file and one line here. */
export const INTERACTIVE = {
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
	requestContactInfo,
	voiceCall,
} as const;

/** Values of the `interactiveType` parameter. */
export type InteractiveType = keyof typeof INTERACTIVE;

type AnyRules = (typeof INTERACTIVE)[InteractiveType];

/** An interactive message of any type. */
export type Interactive = CommonParts & Parameters<AnyRules['validate']>[0];

/** The same once its files are uploaded. */
export type ResolvedInteractive = CommonParts<ResolvedSource> & Parameters<AnyRules['action']>[0];

export type InteractiveOf<T extends InteractiveType> = Extract<Interactive, { type: T }>;

export interface InteractiveContent<Message = Interactive> {
	type: 'interactive';
	interactive: Message;
}

/** Labels of the header's fields, next to the message's own. */
export const HEADER_LABELS = {
	file: 'Header Input Data Field Name',
	link: 'Header Media URL',
	id: 'Header Media ID',
} as const;

function getRules({ type }: Interactive | ResolvedInteractive): InteractiveRules<never> {
	return INTERACTIVE[type];
}

function validateHeader(
	header: InteractiveHeader | undefined,
	allowed: InteractiveRules<never>['header'],
) {
	if (!header) return allowed === 'requiredText' ? validateText('Header Text', '') : [];
	if (allowed === 'none' || (allowed !== 'any' && header.type !== 'text')) {
		return [
			{
				field: 'Header Type',
				problem: `is '${header.type}', which this interactive type doesn’t support`,
			},
		];
	}
	if (header.type === 'text')
		return validateText('Header Text', header.text, { limit: INTERACTIVE_LIMITS.headerText });
	return validateMediaSource(header.source, header.type, HEADER_LABELS);
}

/** What is wrong with an interactive message, by the labels of its fields. */
function validateInteractive(message: Interactive): Violation[] {
	const rules = getRules(message);
	const { header, body, footer = '' } = message;
	return [
		...validateHeader(header, rules.header),
		...validateText('Body Text', body, rules.body),
		...(rules.footer || footer === ''
			? validateText('Footer Text', footer, { limit: INTERACTIVE_LIMITS.footer, required: false })
			: [{ field: 'Footer Text', problem: 'isn’t supported for this interactive type' }]),
		...rules.validate(message as never),
	];
}

function buildHeader(header: InteractiveHeader<ResolvedSource>): IDataObject {
	if (header.type === 'text') return { type: 'text', text: header.text };
	const { type, source, fileName } = header;
	const isNamed = type === 'document' && fileName;
	return { type, [type]: { ...source, ...(isNamed ? { filename: fileName } : {}) } };
}

/** The `interactive` object in the Cloud API's JSON. Source: Meta, "Interactive messages". */
export function buildInteractive(message: ResolvedInteractive): IDataObject {
	const rules = getRules(message);
	const { header, body, footer } = message;
	return {
		type: rules.apiType,
		...(header ? { header: buildHeader(header) } : {}),
		...(body ? { body: { text: body } } : {}),
		...(footer ? { footer: { text: footer } } : {}),
		action: rules.action(message as never),
	};
}

export const interactive: ContentRules<
	InteractiveContent,
	InteractiveContent<ResolvedInteractive>
> = {
	validate: (content) => validateInteractive(content.interactive),
	preview: ({ interactive: { header, body, footer } }) => {
		const title =
			header?.type === 'text'
				? header.text
				: header && `[${header.type}: ${getSourceName(header.source)}]`;
		return joinLines(title, body, footer);
	},
	toCloudApi: (content) => ({
		type: 'interactive',
		interactive: buildInteractive(content.interactive),
	}),
};
