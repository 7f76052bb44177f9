import type { Account } from '../../core/account.mts';
import { wamid } from '../../core/ids.mts';
import type { Inbound, Json, StoredMessage, WebhookRequest } from '../../core/types.mts';
import type { RawDelivery, StatusEvent } from '../provider.mts';
import { statusWord } from './messages.mts';

const post = (url: string | undefined, body: Json): WebhookRequest[] =>
	url
		? [
				{
					url,
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				},
			]
		: [];

export function statusCalls(
	account: Account,
	message: StoredMessage,
	event: StatusEvent,
): WebhookRequest[] {
	const isRead = event.status === 'read' || event.status === 'played';
	// A WhatsApp `read` is not among the documented words.
	if (isRead && !account.settings.sendReadReceipts) return [];
	return post(account.portal.dlrUrl, {
		id: message.id,
		status: statusWord(event.status),
		...(message.reference !== undefined && { reference: message.reference }),
	});
}

function content(account: Account, notification: Json): Json {
	const text = JSON.stringify(notification);
	if (account.settings.moContent === 'text') return { content: text };
	if (account.settings.moContent === 'base64') {
		return { content: Buffer.from(text).toString('base64'), encoding: 'base64' };
	}
	return { content: notification };
}

/**
 * Meta's notification knows Meta's ids only, also of the messages that it refers to.
 * Assumption: Modica passes it on as it is, and the `id` next to it is Modica's own.
 */
function metaNotification(account: Account, inbound: Inbound): Json {
	const { from, id, at, message } = inbound;
	const metaId = (own: unknown) => {
		const known = account.messages.get(String(own)) ?? account.inbound.get(String(own));
		return known ? wamid(from, known.id) : own;
	};
	const { context, reaction } = message as { context?: Json; reaction?: Json };
	return {
		from,
		id: wamid(from, id),
		timestamp: String(Math.floor(at / 1000)),
		...message,
		...(context && {
			context: { ...context, ...(context.id !== undefined && { id: metaId(context.id) }) },
		}),
		...(reaction && { reaction: { ...reaction, message_id: metaId(reaction.message_id) } }),
	};
}

export function inboundCalls(account: Account, inbound: Inbound): WebhookRequest[] {
	const destination = account.settings.moKeys === 'lower' ? 'destination' : 'Destination';
	return post(account.portal.moUrl, {
		id: inbound.id,
		source: `+${inbound.from}`,
		[destination]: account.number,
		...content(account, metaNotification(account, inbound)),
	});
}

export function rawCalls(account: Account, raw: RawDelivery): WebhookRequest[] {
	const url = account.portal.moUrl ?? account.portal.dlrUrl;
	if (!url) return [];
	const headers = { 'content-type': raw.contentType, ...raw.headers };
	return [{ url, method: raw.method, headers, body: raw.method === 'GET' ? undefined : raw.text }];
}
