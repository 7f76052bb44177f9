import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import { isObject } from '../../core/json.mts';
import type { Json, ProviderRequest } from '../../core/types.mts';
import { checkOptions as checkCommonOptions } from '../cloudApi/envelope.mts';
import { checkGroup } from './groups.mts';
import { DIRECT_SEND_KEYS } from '../cloudApi/directSend.mts';
import { CloudError } from '../cloudApi/errors.mts';

const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
export const isUserId = (recipient: string): boolean => USER_ID.test(recipient);

const PARENT = /^([A-Z]{2})\.ENT\./;

/**
 * The user IDs of somebody who is known by one. A parent ID is a second one: if nobody has said what
 * the person's own is, the sandbox makes it up and keeps to it. Source: Meta, "Business-scoped user IDs".
 */
export function getUserIds(
	account: Account,
	customer: string,
): { userId?: string; parentUserId?: string } {
	if (!isUserId(customer)) return {};
	const country = PARENT.exec(customer)?.[1];
	if (country === undefined) return { userId: customer };
	const contact = account.contacts.get(customer);
	const userId = contact.userId ?? `${country}.${createAlphanumeric(16)}`;
	account.contacts.identify(contact, { userId });
	return { userId, parentUserId: customer };
}

export interface Target {
	/** As it was written in the request. */
	input: string;
	/** Digits, group id or business-scoped user id. */
	customer: string;
}

export function getBody(request: ProviderRequest): Json {
	if (!isObject(request.body)) {
		throw new CloudError(100, 'The request body is not a JSON object.');
	}
	return request.body;
}

const COMMON = ['recipient_type', 'to', 'type', 'context'];
const KEYS = {
	cloud: [
		...COMMON,
		'messaging_product',
		'recipient',
		'biz_opaque_callback_data',
		'recipient_identity_key_hash',
		...DIRECT_SEND_KEYS,
	],
	onPremise: [...COMMON, 'preview_url', 'ttl'],
	sandbox: [...COMMON, 'preview_url', 'messaging_product'],
};
const MARKETING_KEYS = ['message_activity_sharing', 'product_policy'];

function checkKeys(account: Account, body: Json, marketing: boolean): void {
	const { hosting } = account;
	if (hosting === 'cloud' && body.messaging_product !== 'whatsapp') {
		throw new CloudError(100, 'The parameter messaging_product is required.');
	}
	if (!account.settings.strictKeys) return;
	const known = [
		...KEYS[hosting],
		...(marketing ? MARKETING_KEYS : []),
		String(body.type ?? 'text'),
	];
	const unknown = Object.keys(body).find((key) => !known.includes(key));
	if (unknown) throw new CloudError(100, `Unexpected key "${unknown}" on param "body".`);
}

function checkTarget(account: Account, body: Json): Target {
	const { to, recipient } = body;
	if (to === undefined && recipient === undefined) {
		throw new CloudError(131008, 'The parameter to is required.');
	}
	// When both are present, `to` wins.
	if (to === undefined) {
		if (typeof recipient !== 'string' || !isUserId(recipient)) {
			throw new CloudError(131009, 'recipient is not a business-scoped user ID');
		}
		return { input: recipient, customer: recipient };
	}
	if (typeof to !== 'string') throw new CloudError(100, 'Param to must be a string.');
	if (body.recipient_type === 'group') {
		checkGroup(account, to);
		return { input: to, customer: to };
	}
	if (!/^[1-9]\d{6,14}$/.test(to)) {
		throw new CloudError(131009, 'to is not a phone number: digits with country code are expected');
	}
	if (to === account.number) throw new CloudError(131021);
	return { input: to, customer: to };
}

function checkOptions(account: Account, body: Json): void {
	checkCommonOptions(body, {
		strictKeys: account.settings.strictKeys,
		groups: account.hosting === 'cloud',
	});
	const preview = (body.text as Json | undefined)?.preview_url;
	if (account.hosting === 'onPremise' && preview !== undefined) {
		throw new CloudError(131009, 'preview_url belongs to the top level on-premise');
	}
	if (body.preview_url !== undefined && typeof body.preview_url !== 'boolean') {
		throw new CloudError(131009, 'preview_url must be true or false');
	}
}

/** Checks everything around the message itself; returns whom it goes to. */
export function checkEnvelope(account: Account, body: Json, marketing: boolean): Target {
	checkKeys(account, body, marketing);
	checkOptions(account, body);
	return checkTarget(account, body);
}
