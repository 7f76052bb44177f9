import { isObject, asObject, asObjects, asNonEmptyText } from '../../core/parse';
import { unreadableResponse } from '../shared/response';
import { getBaseUrl, isCloud } from './urls';
import { getConfirmationError, toRejected } from './response';
import type { Account } from '../request';
import type { AdditionalWebhook, AdditionalWebhooks } from '../webhook';

const NOTHING_REGISTERED = 404;

/**
 * Webhooks in addition to the number's main one: `GET|POST /multi_webhook` with `enabled` and `destinations`. They
 * are called once the number's own has answered 200. Source: 360dialog, "Webhook reference".
 *
 * Assumption: a POST replaces the whole list, as its body suggests, and an empty list that is not
 * enabled removes them; the DELETE that the reference names has no documented body.
 */
export const additional: AdditionalWebhooks = {
	max: 3,
	isSupported: isCloud,
	buildGet: (account) => ({ method: 'GET', url: multiUrl(account) }),

	parseGet(response) {
		if (response.statusCode === NOTHING_REGISTERED) return [];
		const rejection = toRejected(response);
		if (rejection) return rejection;
		if (response.json !== null && !isObject(response.json)) return unreadableResponse(response);
		return asObjects(asObject(response.json).destinations).flatMap(({ name, url, headers }) => {
			const address = asNonEmptyText(url);
			return address === undefined
				? []
				: [{ name: asNonEmptyText(name) ?? '', url: address, headers: textFields(headers) }];
		});
	},

	buildSet: (webhooks: readonly AdditionalWebhook[], account) => ({
		method: 'POST',
		url: multiUrl(account),
		body: {
			enabled: webhooks.length > 0,
			destinations: webhooks.map(({ name, url, headers }) => ({ name, url, headers })),
		},
	}),

	parseSet: getConfirmationError,
};

function multiUrl(account: Account): string {
	return `${getBaseUrl(account)}/multi_webhook`;
}

/** Header names and values; a number becomes a text. */
export function textFields(headers: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(asObject(headers)).map(([name, value]) => [name, String(value)]),
	);
}
