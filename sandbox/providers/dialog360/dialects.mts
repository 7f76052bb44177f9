import { createHmac } from 'node:crypto';
import type { Account } from '../../core/account.mts';
import { getFreeEntry } from '../../core/price.mts';
import type { Contact, Inbound, Json, StoredMessage, WebhookRequest } from '../../core/types.mts';
import { getTitle } from '../cloudApi/errors.mts';
import type { RawDelivery, StatusEvent } from '../provider.mts';
import { toOnPremiseError, toUndeliveredCode } from './responses.mts';
import { getUserIds, isUserId } from './envelope.mts';
import { toGroupStatuses } from './groups.mts';

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
const getUnixSeconds = (account: Account) => String(Math.floor(account.now() / 1000));

const speaksCloud = (account: Account) =>
	account.hosting === 'cloud' ||
	(account.hosting === 'sandbox' && account.settings.sandboxDialect === 'cloud');

const buildEnvelope = (account: Account, field: string, value: Json): Json => ({
	object: 'whatsapp_business_account',
	entry: [{ id: account.wabaId, changes: [{ value, field }] }],
});

export const buildMessagesValue = (account: Account, more: Json): Json => ({
	messaging_product: 'whatsapp',
	metadata: { display_phone_number: account.number, phone_number_id: account.phoneNumberId },
	...more,
});

/** The registered headers, the signature over exactly these bytes, and the additional webhooks after. */
function buildRequests(
	account: Account,
	text: string,
	options: { contentType?: string; headers?: Record<string, string>; method?: 'GET' | 'POST' } = {},
): WebhookRequest[] {
	const headers: Record<string, string> = {
		'content-type': options.contentType ?? 'application/json',
		'user-agent': '360dialog-sandbox',
	};
	if (account.signatureSecret) {
		headers['x-360dialog-signature'] = createHmac('sha256', account.signatureSecret)
			.update(text)
			.digest('hex');
	}
	const buildRequest = (url: string, registered: Record<string, string>): WebhookRequest => ({
		url,
		method: options.method ?? 'POST',
		headers: { ...headers, ...registered, ...options.headers },
		body: text,
	});
	const main = account.webhook ?? account.wabaWebhook;
	if (!main) return [];
	const multi = account.multiWebhook?.enabled ? account.multiWebhook.destinations : [];
	return [
		{
			...buildRequest(main.url, main.headers),
			andThen: multi.map((destination) => buildRequest(destination.url, destination.headers)),
		},
	];
}

export const buildRawRequests = (account: Account, raw: RawDelivery): WebhookRequest[] =>
	buildRequests(account, raw.text, raw);

export const buildFieldRequests = (
	account: Account,
	field: string,
	value: Json,
): WebhookRequest[] => buildRequests(account, JSON.stringify(buildEnvelope(account, field, value)));

/** Each says that the phone has the message. */
const ARRIVALS = ['delivered', 'read', 'played'];

/**
 * On `sent`, and on whichever says first that the message arrived: `read` may come without `delivered`.
 * Source: Meta, "status messages webhook reference".
 */
function hasPrice({ statuses }: StoredMessage, status: string): boolean {
	const arrival = statuses.find((each) => ARRIVALS.includes(each.status));
	return status === 'sent' || status === arrival?.status;
}

function buildPricing(message: StoredMessage, contact: Contact | undefined, status: string): Json {
	if (!hasPrice(message, status)) return {};
	const free = getFreeEntry(message, contact);
	if (!free) {
		const { category } = message;
		return { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category } };
	}
	const category = 'referral_conversion';
	return {
		conversation: {
			id: `entry-${free.from}`,
			...(status === 'sent' && {
				expiration_timestamp: String(Math.floor(free.until / 1000)),
			}),
			origin: { type: category },
		},
		pricing: { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category },
	};
}

function buildCloudStatus(account: Account, message: StoredMessage, event: StatusEvent): Json {
	const contact = account.contacts.find(message.to);
	// "expired" is no word of Meta's: such a message fails as undeliverable.
	const status = event.status === 'expired' ? 'failed' : event.status;
	const failed = status === 'failed';
	const code = event.code ?? '131026';
	const title = event.title ?? getTitle(code);
	const userId = message.userId ?? (failed ? undefined : contact?.userId);
	return {
		id: message.id,
		status,
		timestamp: getUnixSeconds(account),
		...(!isUserId(message.to) && { recipient_id: message.to }),
		...(userId && { recipient_user_id: userId }),
		...(message.parentUserId && { recipient_parent_user_id: message.parentUserId }),
		...(message.templateId && { template_id: message.templateId }),
		...(message.callbackData !== undefined && { biz_opaque_callback_data: message.callbackData }),
		...(failed
			? {
					errors: [
						{
							code: Number(code),
							title,
							message: title,
							error_data: { details: event.details ?? title },
							href: ERROR_PAGE,
						},
					],
				}
			: buildPricing(message, contact, status)),
	};
}

function buildOnPremiseStatus(account: Account, message: StoredMessage, event: StatusEvent): Json {
	const status = event.status === 'expired' ? 'failed' : event.status;
	const fallback = event.status === 'expired' ? '408' : '131026';
	const code = toUndeliveredCode(event.code ?? fallback, message.type);
	return {
		id: message.id,
		recipient_id: message.to,
		status,
		timestamp: getUnixSeconds(account),
		type: 'message',
		message: { recipient_id: message.to },
		...(status === 'failed'
			? {
					errors: [{ ...toOnPremiseError(code, event.title), href: ERROR_PAGE }],
				}
			: { pricing: { billable: true, pricing_model: 'CBP', category: message.category } }),
	};
}

export function buildStatusRequests(
	account: Account,
	message: StoredMessage,
	event: StatusEvent,
): WebhookRequest[] {
	if (!speaksCloud(account)) {
		// The title is Meta's cloud wording when the sandbox made it up: the on-premise table has its own.
		const own = event.title === getTitle(event.code ?? '') ? { ...event, title: undefined } : event;
		return buildRequests(
			account,
			JSON.stringify({ statuses: [buildOnPremiseStatus(account, message, own)] }),
		);
	}
	const status = buildCloudStatus(account, message, event);
	const value = buildMessagesValue(account, {
		statuses: toGroupStatuses(account, message, status),
	});
	return buildFieldRequests(account, 'messages', value);
}

/** While somebody else holds the conversation, everything comes one level deeper. */
export function buildStandbyRequests(account: Account, lists: Json): WebhookRequest[] {
	const standby = { contacts: [], messages: [], message_echoes: [], statuses: [], ...lists };
	return buildFieldRequests(account, 'standby', buildMessagesValue(account, { standby }));
}

export function buildInboundRequests(account: Account, inbound: Inbound): WebhookRequest[] {
	const { contact, message } = inbound;
	const timestamp = String(Math.floor(inbound.at / 1000));
	const hasPhone = !isUserId(inbound.from);
	const profile = {
		profile: {
			name: contact.name ?? inbound.from,
			...(contact.username && { username: contact.username }),
		},
	};
	if (!speaksCloud(account)) {
		return buildRequests(
			account,
			JSON.stringify({
				contacts: [{ ...profile, wa_id: inbound.from }],
				messages: [{ from: inbound.from, id: inbound.id, timestamp, ...message }],
			}),
		);
	}
	const ids = getUserIds(account, inbound.from);
	const userId = contact.userId ?? ids.userId;
	const lists = {
		contacts: [
			{
				...profile,
				...(hasPhone && { wa_id: inbound.from }),
				...(userId && { user_id: userId }),
				...(ids.parentUserId && { parent_user_id: ids.parentUserId }),
			},
		],
		messages: [
			{
				...(hasPhone && { from: inbound.from }),
				...(userId && { from_user_id: userId }),
				...(ids.parentUserId && { from_parent_user_id: ids.parentUserId }),
				id: inbound.id,
				timestamp,
				...message,
			},
		],
	};
	return contact.heldBy === undefined
		? buildFieldRequests(account, 'messages', buildMessagesValue(account, lists))
		: buildStandbyRequests(account, lists);
}
