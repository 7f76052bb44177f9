import type { IDataObject } from 'n8n-workflow';
import { getPlaceholders, getPlaceholderTexts, isPosition, sortByPosition } from './placeholders';
import { toPlacedValues, type TemplateValue } from './values';

/** Whether a text's placeholders have names. */
function isNamed(text: string): boolean {
	return getPlaceholders(text).some((name) => !isPosition(name));
}

/** How the placeholders are written; undefined where there are none. */
export function getParameterFormat(components: IDataObject[]): 'NAMED' | 'POSITIONAL' | undefined {
	const names = getPlaceholderTexts(components).flatMap(getPlaceholders);
	if (names.length === 0) return undefined;
	return names.every(isPosition) ? 'POSITIONAL' : 'NAMED';
}

export function buildTextHeader(text: string, example: string): IDataObject {
	const [name] = getPlaceholders(text);
	const named = [{ param_name: name, example }];
	const given = isNamed(text) ? { header_text_named_params: named } : { header_text: [example] };
	return {
		type: 'HEADER',
		format: 'TEXT',
		text,
		...(name !== undefined && example ? { example: given } : {}),
	};
}

/** @param example a URL, a handle, or a file that is uploaded first */
export function buildMediaHeader(format: string, example: unknown): IDataObject {
	return { type: 'HEADER', format, example: { header_handle: [example] } } as IDataObject;
}

export function buildBody(text: string, values: TemplateValue[]): IDataObject {
	const placed = toPlacedValues(values);
	if (placed.length === 0) return { type: 'BODY', text };
	const ordered = sortByPosition(placed, ({ placeholder }) => placeholder);
	const example = isNamed(text)
		? {
				body_text_named_params: placed.map(({ placeholder, text: words }) => ({
					param_name: placeholder,
					example: words,
				})),
			}
		: { body_text: [ordered.map(({ text: words }) => words)] };
	return { type: 'BODY', text, example };
}

interface DefinitionContent {
	header?: IDataObject;
	offer?: IDataObject;
	/** Only a card may have none. */
	body?: IDataObject;
	footer?: string;
	asksCallPermission?: boolean;
	buttons: IDataObject[];
	cards?: IDataObject[];
}

/** The components that are there, in the order in which the customer sees them. */
export function buildDefinition(content: DefinitionContent): IDataObject[] {
	const { header, offer, body, footer, asksCallPermission, buttons, cards = [] } = content;
	return [
		...(header ? [header] : []),
		...(offer ? [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: offer }] : []),
		...(body ? [body] : []),
		...(footer ? [{ type: 'FOOTER', text: footer }] : []),
		...(asksCallPermission ? [{ type: 'call_permission_request' }] : []),
		...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
		...(cards.length > 0 ? [{ type: 'CAROUSEL', cards }] : []),
	];
}

/** A one-time password, whose text WhatsApp writes. Source: Meta, "Authentication templates". */
export function buildAuthentication(code: {
	otpType: string;
	isRecommended: boolean;
	expirationMinutes: number;
	apps: IDataObject[];
}): IDataObject[] {
	const { otpType, isRecommended, expirationMinutes: minutes, apps } = code;
	return [
		{ type: 'BODY', add_security_recommendation: isRecommended },
		...(minutes > 0 ? [{ type: 'FOOTER', code_expiration_minutes: minutes }] : []),
		{
			type: 'BUTTONS',
			buttons: [
				{
					type: 'OTP',
					otp_type: otpType,
					...(apps.length > 0 ? { supported_apps: apps } : {}),
					...(otpType === 'ZERO_TAP' ? { zero_tap_terms_accepted: true } : {}),
				},
			],
		},
	];
}
