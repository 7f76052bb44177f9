import type { IDataObject } from 'n8n-workflow';
import { isObject, asObject, asObjects, asNonEmptyText } from '../../core/parse';
import { unreadableResponse } from '../shared/response';
import { getBaseUrl, isCloud } from './urls';
import { getConfirmationError, parseRejection } from './response';
import type { Account } from '../request';
import type { AdditionalWebhook, AdditionalWebhookList, AdditionalWebhooks } from '../webhook';

/** 409 is documented as a response, without its meaning. */
const NOTHING_REGISTERED: readonly number[] = [404, 409];

/**
 * Webhooks in addition to the number's main one: `/multi_webhook` with `enabled` and `destinations`. They are called
 * once the number's own has responded with 200. A POST switches them on or off and, when it switches them on, may bring
 * some; "if already enabled, use PUT to add more". A PATCH changes one by its name. Source: 360dialog, "Set multiple
 * webhooks for Phone Number" and API reference, "Webhooks".
 *
 * Assumption: a DELETE takes a name as well; its body isn't documented.
 */
export const additional: AdditionalWebhooks = {
	max: 3,
	isSupported: isCloud,
	buildGet: (account) => ({ method: 'GET', url: getMultiWebhookUrl(account) }),

	parseGet(response) {
		if (NOTHING_REGISTERED.includes(response.statusCode)) return { enabled: false, webhooks: [] };
		const rejection = parseRejection(response);
		if (rejection) return rejection;
		if (response.json !== null && !isObject(response.json)) return unreadableResponse(response);
		const { enabled, destinations } = asObject(response.json);
		const webhooks = asObjects(destinations).flatMap(({ name, url: given, headers }) => {
			const url = asNonEmptyText(given);
			return url === undefined
				? []
				: [{ name: asNonEmptyText(name) ?? '', url, headers: parseHeaders(headers) }];
		});
		return { enabled: enabled !== false, webhooks };
	},

	buildSwitch: ({ enabled, webhooks }: AdditionalWebhookList, account) => ({
		method: 'POST',
		url: getMultiWebhookUrl(account),
		body: {
			enabled,
			...(webhooks.length > 0 ? { destinations: webhooks.map(toDestination) } : {}),
		},
	}),

	buildAdd: (webhooks, account) => ({
		method: 'PUT',
		url: getMultiWebhookUrl(account),
		body: { destinations: webhooks.map(toDestination) },
	}),

	buildUpdate: (webhook, account) => ({
		method: 'PATCH',
		url: getMultiWebhookUrl(account),
		body: toDestination(webhook),
	}),

	buildRemove: (name, account) => ({
		method: 'DELETE',
		url: getMultiWebhookUrl(account),
		body: { name },
	}),

	parseSet: getConfirmationError,
};

function toDestination({ name, url, headers }: AdditionalWebhook): IDataObject {
	return { name, url, headers };
}

function getMultiWebhookUrl(account: Account): string {
	return `${getBaseUrl(account)}/multi_webhook`;
}

/** Header names and values; a number becomes a text. */
export function parseHeaders(headers: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(asObject(headers)).map(([name, value]) => [name, String(value)]),
	);
}
