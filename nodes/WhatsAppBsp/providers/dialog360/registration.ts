import { isObject, asObject, asNonEmptyText } from '../../core/parse';
import { quote } from '../../core/quote';
import { parseUrl } from '../../core/url';
import { unreadableResponse } from '../shared/response';
import { additional, parseHeaders } from './additionalWebhooks';
import { getBaseUrl } from './urls';
import { getConfirmationError, parseRejection } from './response';
import type { ProviderResponse, Account } from '../request';
import type { RegisteredWebhook, WebhookRegistration } from '../webhook';

/** Statuses for a number that has no webhook yet. Assumption for 405: the sandbox may lack the look-up. */
const NOTHING_REGISTERED: readonly number[] = [404, 405];

const OWN_HOST = /(^|\.)360dialog\.io$/i;

const HOW_TO_CHANGE =
	'Use a public URL such as https://n8n.example.com. For the trigger, set it in n8n’s environment variable WEBHOOK_URL.';

interface Rule {
	broken: (url: URL, typed: string) => boolean;
	says: string;
}

/** Source: 360dialog, "Messaging API", "Set WABA Webhook URL". */
const URL_RULES: readonly Rule[] = [
	{ broken: ({ protocol }) => protocol !== 'https:', says: 'it doesn’t start with https://' },
	{
		broken: ({ hostname }) => hostname.includes('_'),
		says: 'its host name contains an underscore',
	},
	{
		// As it was typed: `URL` leaves out the default one.
		broken: (_url, typed) => /^[^/]+\/\/[^/?#]*:\d+(?:[/?#]|$)/.test(typed),
		says: 'it contains a port',
	},
];

/** Without underscores. Source: 360dialog, "Webhook URL". */
const HEADER_NAME = /^[!#$%&'*+.^`|~a-z\d-]*$/i;

/**
 * The webhook of one number: `GET|POST /v1/configs/webhook` with `url` and `headers`.
 * Source: 360dialog, "Webhook reference". A removal is not documented.
 */
export const registration: WebhookRegistration = {
	isTestAccount: ({ hosting }) => hosting === 'sandbox',
	getSecret: ({ apiKey }) => asNonEmptyText(apiKey),

	validateUrl(url: string, account: Account): string | undefined {
		if (!OWN_HOST.test(getHost(getBaseUrl(account)))) return undefined;
		const parsed = parseUrl(url);
		if (!parsed) return `360dialog doesn’t accept '${url}' as a webhook URL. ${HOW_TO_CHANGE}`;
		const broken = URL_RULES.filter((rule) => rule.broken(parsed, url)).map(({ says }) => says);
		if (broken.length === 0) return undefined;
		return `360dialog doesn’t accept ${getTypedOrigin(url)} as a webhook URL: ${broken.join(' and ')}. ${HOW_TO_CHANGE}`;
	},

	validateHeaderName: (name) =>
		HEADER_NAME.test(name) ? undefined : `is ${quote(name)}; use only letters, digits, and hyphens`,

	buildGet: (account) => ({ method: 'GET', url: getWebhookUrl(account) }),

	parseGet(response: ProviderResponse) {
		if (NOTHING_REGISTERED.includes(response.statusCode)) return undefined;
		const rejection = parseRejection(response);
		if (rejection) return rejection;
		// `null` and `{}` are how this API says that there is nothing.
		if (response.json !== null && !isObject(response.json)) return unreadableResponse(response);
		const { url, headers } = asObject(response.json);
		const registered = asNonEmptyText(url);
		return registered ? { url: registered, headers: parseHeaders(headers) } : undefined;
	},

	buildSet: ({ url, headers }: RegisteredWebhook, account: Account) => ({
		method: 'POST',
		url: getWebhookUrl(account),
		body: { url, headers },
	}),

	parseSet: getConfirmationError,
	additional,
};

/** With a default port, and without a login. */
function getTypedOrigin(url: string): string {
	return url.replace(/^([^/]*\/\/)(?:[^/?#]*@)?([^/?#]*).*$/s, '$1$2');
}

function getWebhookUrl(account: Account): string {
	return `${getBaseUrl(account)}/v1/configs/webhook`;
}

function getHost(url: string): string {
	return parseUrl(url)?.hostname ?? '';
}
