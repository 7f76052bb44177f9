import type { Account } from '../../core/account.mts';
import type { ProviderResponse, Json } from '../../core/types.mts';

const DESCRIPTIONS: Record<number, string> = {
	200: 'OK',
	400: 'Missing parameters or invalid field type',
	401: 'Invalid Username or password',
	402: 'Insufficient Account credit',
	403: 'Message API not enabled, requested IP not whitelisted or not enabled',
	405: 'Invalid Message Type. Mobile numbers provided involved multiple services (SMS & WhatsApp), you can only trigger 1 service in 1 API request',
	406: 'Message content is not approved. If you sending Whatsapp Message, please submit your WhatsApp message content for approval',
	407: 'Banned Content detected. Your account is suspended',
	412: 'Account suspended / Terminated / Not activated',
	413: 'Account under observation mode, limited features enabled',
	500: 'Internal server error',
};

/** Public clients compare the code as number and as string: both have been seen. */
function toCode(account: Account, code: number): number | string {
	const { codeType } = account.settings;
	const asText = codeType === 'string' || (codeType === 'alternate' && account.sequence % 2 === 1);
	return asText ? String(code) : code;
}

export function respond(account: Account, code: number, more: Json = {}): ProviderResponse {
	account.sequence += 1;
	const isError = code !== 200;
	const status = isError && account.settings.errorHttpStatus === 'code' ? code : 200;
	return {
		status: status >= 200 && status <= 599 ? status : 200,
		body: { code: toCode(account, code), desc: DESCRIPTIONS[code] ?? 'Error', ...more },
	};
}

/** A rejected send; balance enquiries do not count. */
export function reject(account: Account, code: number): ProviderResponse {
	account.stats.rejected += 1;
	return respond(account, code);
}
