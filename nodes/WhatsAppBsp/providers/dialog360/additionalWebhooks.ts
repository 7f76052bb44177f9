import { isObject, asObject, asObjects, asNonEmptyText } from '../../core/parse';
import { unreadableResponse } from '../shared/response';
import { getBaseUrl, isCloud } from './urls';
import { getConfirmationError, toRejected } from './response';
import type { Account } from '../request';
import type { AdditionalWebhookList, AdditionalWebhooks } from '../webhook';

const NOTHING_REGISTERED = 404;

/**
 * Webhooks in addition to the number's main one: `/multi_webhook` with `enabled` and `destinations`. They are called
 * once the number's own has answered 200. A POST adds those whose name is new, a PATCH changes one by its name.
 * Source: 360dialog, "Set multiple webhooks for Phone Number" and API reference, "Webhooks".
 *
 * Assumption: a DELETE takes a name as well; its body isn't documented. Should it remove all, or a POST replace all,
 * the POST of the whole list that follows is still right.
 */
export const additional: AdditionalWebhooks = {
	max: 3,
	isSupported: isCloud,
	buildGet: (account) => ({ method: 'GET', url: getMultiWebhookUrl(account) }),

	parseGet(response) {
		if (response.statusCode === NOTHING_REGISTERED) return { enabled: false, webhooks: [] };
		const rejection = toRejected(response);
		if (rejection) return rejection;
		if (response.json !== null && !isObject(response.json)) return unreadableResponse(response);
		const { enabled, destinations } = asObject(response.json);
		const webhooks = asObjects(destinations).flatMap(({ name, url, headers }) => {
			const address = asNonEmptyText(url);
			return address === undefined
				? []
				: [{ name: asNonEmptyText(name) ?? '', url: address, headers: parseHeaders(headers) }];
		});
		return { enabled: enabled !== false, webhooks };
	},

	buildSet: ({ enabled, webhooks }: AdditionalWebhookList, account) => ({
		method: 'POST',
		url: getMultiWebhookUrl(account),
		body: {
			enabled,
			destinations: webhooks.map(({ name, url, headers }) => ({ name, url, headers })),
		},
	}),

	buildUpdate: ({ name, url, headers }, account) => ({
		method: 'PATCH',
		url: getMultiWebhookUrl(account),
		body: { name, url, headers },
	}),

	buildRemove: (name, account) => ({
		method: 'DELETE',
		url: getMultiWebhookUrl(account),
		body: { name },
	}),

	parseSet: getConfirmationError,
};

function getMultiWebhookUrl(account: Account): string {
	return `${getBaseUrl(account)}/multi_webhook`;
}

/** Header names and values; a number becomes a text. */
export function parseHeaders(headers: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(asObject(headers)).map(([name, value]) => [name, String(value)]),
	);
}
