import type { Account } from '../../core/account.mts';
import { getReadableText } from '../../core/messages.mts';
import type { Inbound, Json, StoredMessage, WebhookRequest } from '../../core/types.mts';
import type { StatusEvent } from '../provider.mts';

/**
 * The hook as the portal is set: verb and encoding are not documented, so both are settings.
 * @param json the same as JSON has it, which tells numbers from texts
 */
function buildRequests(
	account: Account,
	url: string | undefined,
	fields: Record<string, string>,
	json: Json = fields,
): WebhookRequest[] {
	if (!url) return [];
	const { method, encoding } = account.portal;
	if (method === 'GET' || encoding === 'query') {
		const target = new URL(url);
		for (const [key, value] of Object.entries(fields)) target.searchParams.set(key, value);
		return [{ url: target.toString(), method, headers: {}, body: undefined }];
	}
	const isJson = encoding === 'json';
	return [
		{
			url,
			method,
			headers: {
				'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
			},
			body: isJson ? JSON.stringify(json) : new URLSearchParams(fields).toString(),
		},
	];
}

const STATUSES: Record<string, [status: string, errorCode: string]> = {
	sent: ['SENT', '20'],
	delivered: ['DELIVERED', '000'],
	failed: ['UNDELIVERED', '501'],
	expired: ['UNDELIVERED', '552'],
};
/** Statuses of WhatsApp that the Delivery Notification has no word for. */
const UNHEARD = ['read', 'played'];

/** The document shows `ref-index` for several recipients, and nothing for a single one. */
function getMessageId(account: Account, { id, reference, payload }: StoredMessage): string {
	const isOnly = !String((payload as Json).to).includes(',');
	return isOnly && account.settings.dnOfOne === 'bare' ? (reference ?? id) : id;
}

/** In the document's example, `error-code` and `msisdn` are numbers: `000` is 0. */
const toNumber = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** A failure's title is what a status says instead of `UNDELIVERED`. */
export function buildStatusRequests(
	account: Account,
	message: StoredMessage,
	event: StatusEvent,
): WebhookRequest[] {
	if (UNHEARD.includes(event.status)) return [];
	const [status, code] = STATUSES[event.status] ?? [event.status, '50'];
	const fields = {
		status: event.title ?? status,
		'error-code': event.code ?? code,
		msisdn: message.to,
		msgid: getMessageId(account, message),
	};
	return buildRequests(account, account.portal.dnUrl, fields, {
		...fields,
		'error-code': toNumber(fields['error-code']),
		msisdn: toNumber(fields.msisdn),
	});
}

/** Assumption: the provider writes the time of its own country, without a zone. No document names one. */
function toMalaysianTime(at: number): string {
	return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export function buildInboundRequests(account: Account, inbound: Inbound): WebhookRequest[] {
	const { moFields } = account.settings;
	const { message } = inbound;
	const part = message[message.type] as Json | undefined;
	const fields: Record<string, string> = {
		[moFields.from]: inbound.from,
		[moFields.text]: getReadableText(message, message.type) ?? '',
		[moFields.moid]: inbound.id,
		[moFields.to]: account.number,
		[moFields.time]: toMalaysianTime(inbound.at),
	};
	const id = part && typeof part.id === 'string' ? part.id : undefined;
	const media = id ? account.media.get(id, account.now()) : undefined;
	if (media) fields[moFields.media] = `${account.baseUrl}/incoming/${media.id}/${media.hash}`;
	return buildRequests(account, account.portal.moUrl, fields);
}
