import type { Account } from '../../core/account.mts';
import type { Inbound, Json, StoredMessage, WebhookCall } from '../../core/types.mts';
import type { RawDelivery, StatusEvent } from '../provider.mts';
import { statusWord } from './messages.mts';

const post = (url: string | undefined, body: Json): WebhookCall[] =>
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
): WebhookCall[] {
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

export function inboundCalls(account: Account, inbound: Inbound): WebhookCall[] {
	const destination = account.settings.moKeys === 'lower' ? 'destination' : 'Destination';
	const notification = {
		from: inbound.from,
		id: inbound.id,
		timestamp: String(Math.floor(inbound.at / 1000)),
		...inbound.message,
	};
	return post(account.portal.moUrl, {
		id: inbound.id,
		source: `+${inbound.from}`,
		[destination]: account.number,
		...content(account, notification),
	});
}

export function rawCalls(account: Account, raw: RawDelivery): WebhookCall[] {
	const url = account.portal.moUrl ?? account.portal.dlrUrl;
	if (!url) return [];
	const headers = { 'content-type': raw.contentType, ...raw.headers };
	return [{ url, method: raw.method, headers, body: raw.method === 'GET' ? undefined : raw.text }];
}
