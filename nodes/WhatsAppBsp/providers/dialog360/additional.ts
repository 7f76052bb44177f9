import { isObject, objectOf, recordsOf, textOf } from '../../events/fields';
import type { Account, AdditionalWebhook, AdditionalWebhooks } from '../provider';
import { unreadable } from '../reply';
import { baseUrl, isCloud } from './host';
import { refusal } from './reply';

const NOTHING_REGISTERED = 404;

/**
 * Webhooks beside the number's own: `GET|POST /multi_webhook` with `enabled` and `destinations`. They
 * are called once the number's own has answered 200. Source: 360dialog, "Webhook reference".
 *
 * Assumption: a POST replaces the whole list, as its body suggests, and an empty list that is not
 * enabled removes them; the DELETE that the reference names has no documented body.
 */
export const additional: AdditionalWebhooks = {
	most: 3,
	available: isCloud,
	read: (account) => ({ method: 'GET', url: multiUrl(account) }),

	readReply(reply) {
		if (reply.statusCode === NOTHING_REGISTERED) return [];
		const refused = refusal(reply);
		if (refused) return refused;
		if (reply.json !== null && !isObject(reply.json)) return unreadable(reply);
		return recordsOf(objectOf(reply.json).destinations).flatMap(({ name, url, headers }) => {
			const address = textOf(url);
			return address === undefined
				? []
				: [{ name: textOf(name) ?? '', url: address, headers: textFields(headers) }];
		});
	},

	write: (webhooks: readonly AdditionalWebhook[], account) => ({
		method: 'POST',
		url: multiUrl(account),
		body: {
			enabled: webhooks.length > 0,
			destinations: webhooks.map(({ name, url, headers }) => ({ name, url, headers })),
		},
	}),

	writeReply: refusal,
};

function multiUrl(account: Account): string {
	return `${baseUrl(account)}/multi_webhook`;
}

/** Header names and values; a number becomes a text. */
export function textFields(headers: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(objectOf(headers)).map(([name, value]) => [name, String(value)]),
	);
}
