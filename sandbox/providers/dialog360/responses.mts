import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import type { ProviderResponse } from '../../core/types.mts';
import { type CloudError, getTitle } from '../cloudApi/errors.mts';

export const META = { api_status: 'stable', version: '2.31.5' };

/** On-premise codes that the provider document or the old API gives for the same conditions. */
const ON_PREMISE_CODES: Record<string, [code: number, title: string]> = {
	'100': [1009, 'Parameter value is not valid'],
	'130429': [1015, 'Too many requests'],
	'131008': [1008, 'Required parameter is missing'],
	'131009': [1009, 'Parameter value is not valid'],
	// Assumption: of a template. Its document names a code for everything else only, see `toUndeliveredCode`.
	'131026': [1013, 'User is not valid'],
	'131042': [
		402,
		'Message failed to send because there were one or more errors related to your payment method',
	],
	'131047': [
		470,
		'Message failed to send because more than 24 hours have passed since the customer last replied to this number',
	],
	'131051': [1009, 'Parameter value is not valid'],
	'131052': [1014, 'Request failed'],
	'131053': [1000, 'Generic error'],
	'132000': [2000, 'Template parameter count mismatch'],
	'132001': [2001, 'Template missing'],
	'132012': [2012, 'Template parameter format mismatch'],
};

/**
 * The Cloud API's code for an unreachable recipient, as on-premise has it: "For non template
 * messages, sending a message to a phone number without a WhatsApp account will result in [...] a 470".
 */
export const toUndeliveredCode = (code: string, messageType: string): string =>
	code === '131026' && messageType !== 'template' ? '131047' : code;

export function toOnPremiseError(code: string, title?: string): { code: number; title: string } {
	const known = ON_PREMISE_CODES[code];
	return known
		? { code: known[0], title: title ?? known[1] }
		: { code: Number(code) || 1000, title: title ?? getTitle(code) };
}

const buildCloudError = (error: CloudError) => ({
	error: {
		message: error.message,
		type: 'OAuthException',
		code: Number(error.code),
		...(error.subcode !== undefined && { error_subcode: error.subcode }),
		error_data: { messaging_product: 'whatsapp', details: error.details },
		fbtrace_id: `A${createAlphanumeric(22)}`,
	},
});

export function reject(account: Account, error: CloudError): ProviderResponse {
	account.stats.rejected += 1;
	if (account.hosting === 'cloud')
		return { status: error.httpStatus, body: buildCloudError(error) };
	const { code, title } = toOnPremiseError(error.code);
	return {
		status: error.httpStatus,
		body: { errors: [{ code, title, details: error.details }], meta: META },
	};
}

/** 360dialog's own layer, in its older shape. */
export const createGatewayError = (status: number, message: string): ProviderResponse => ({
	status,
	body: { meta: { ...META, success: false, http_code: status, developer_message: message } },
});

export const respondNotFound = (): ProviderResponse => ({
	status: 404,
	body: { message: 'no Route matched with those values' },
});
export const respondBadRequest = (text: string): ProviderResponse => ({
	status: 400,
	body: { error: text },
});

/** 360dialog has three responses for its rate limit, by the layer that notices; a setting chooses. */
export function rejectRateLimited(account: Account, error: CloudError): ProviderResponse {
	account.stats.rateLimited += 1;
	const style = account.settings.rateLimitStyle;
	if (style === '400text') return respondBadRequest('Endpoint rate limit exceeded');
	if (style === '429') {
		return {
			status: 429,
			body: { message: 'Too many requests' },
			headers: { 'retry-after': String(account.settings.retryAfterSeconds) },
		};
	}
	return { ...reject(account, error), status: 429 };
}
