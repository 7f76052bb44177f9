import type { Account } from '../../core/account.mts';
import { createWamid } from '../../core/ids.mts';
import type { Inbound, Json, StoredMessage, WebhookRequest } from '../../core/types.mts';
import type { StatusEvent } from '../provider.mts';
import { toStatusWord } from './messages.mts';

const buildRequests = (url: string | undefined, body: Json): WebhookRequest[] =>
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

export function buildStatusRequests(
	account: Account,
	message: StoredMessage,
	event: StatusEvent,
): WebhookRequest[] {
	const isRead = event.status === 'read' || event.status === 'played';
	// A WhatsApp `read` is not among the documented words.
	if (isRead && !account.settings.sendReadReceipts) return [];
	return buildRequests(account.portal.dlrUrl, {
		id: message.id,
		status: toStatusWord(event.status),
		...(message.reference !== undefined && { reference: message.reference }),
	});
}

function toContentFields(account: Account, notification: Json): Json {
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
function toMetaNotification(account: Account, inbound: Inbound): Json {
	const { from, id, at, message } = inbound;
	const toMetaId = (own: unknown) => {
		const known = account.messages.get(String(own)) ?? account.inbound.get(String(own));
		return known ? createWamid(from, known.id) : own;
	};
	const { context, reaction } = message as { context?: Json; reaction?: Json };
	return {
		from,
		id: createWamid(from, id),
		timestamp: String(Math.floor(at / 1000)),
		...message,
		...(context && {
			context: { ...context, ...(context.id !== undefined && { id: toMetaId(context.id) }) },
		}),
		...(reaction && { reaction: { ...reaction, message_id: toMetaId(reaction.message_id) } }),
	};
}

export function buildInboundRequests(account: Account, inbound: Inbound): WebhookRequest[] {
	const destination = account.settings.moKeys === 'lower' ? 'destination' : 'Destination';
	return buildRequests(account.portal.moUrl, {
		id: inbound.id,
		source: `+${inbound.from}`,
		[destination]: account.number,
		...toContentFields(account, toMetaNotification(account, inbound)),
	});
}
