import type { IDataObject } from 'n8n-workflow';
import { asBoolean, asNonEmptyText, asObject, asObjects, isObject } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { parseTimestamp } from '../../core/toIsoTimestamp';
import type {
	EventCallPermission,
	EventContactRequest,
	EventForm,
	EventProduct,
	EventReferral,
} from '../../core/event';
import { parseJsonText } from '../shared/parseBody';

/**
 * The answers of a Flow or an address form. `response_json` is JSON in a text; an address has its
 * fields one level deeper.
 *
 * Source: Meta, "Flows: receiving responses" and "Address messages".
 */
export function parseFormReply({ name, response_json: json }: IDataObject): EventForm | undefined {
	const given: unknown = typeof json === 'string' ? parseJsonText(json) : json;
	if (!isObject(given)) {
		const text = asNonEmptyText(json);
		return text === undefined
			? undefined
			: { name: asNonEmptyText(name) ?? null, token: null, values: text };
	}
	const { flow_token: token, ...answers } = given;
	return {
		name: asNonEmptyText(name) ?? null,
		token: asNonEmptyText(token) ?? null,
		values: name === 'address_message' ? flattenAddress(answers) : answers,
	};
}

function flattenAddress(answers: IDataObject): IDataObject {
	const { values, ...others } = answers;
	return isObject(values) ? { ...others, ...values } : answers;
}

/** Source: Meta, webhooks reference "messages": `referral`. */
export function parseReferral(referral: IDataObject): EventReferral {
	const get = (name: string) => asNonEmptyText(referral[name]) ?? null;
	return {
		sourceType: get('source_type'),
		sourceId: get('source_id'),
		sourceUrl: get('source_url'),
		headline: get('headline'),
		body: get('body'),
		mediaType: get('media_type'),
		clickId: get('ctwa_clid'),
	};
}

/** Source: Meta, "User call permissions". A permanent permission and a rejection have no end. */
export function parseCallPermission(reply: IDataObject): EventCallPermission | undefined {
	const response = asNonEmptyText(reply.response);
	if (response === undefined) return undefined;
	return {
		response,
		isPermanent: asBoolean(reply.is_permanent) === true,
		expiresAt: parseTimestamp(reply.expiration_timestamp) ?? null,
	};
}

/**
 * The sender's own contact, shared because the business asked for it.
 *
 * Source: Meta, "Business-scoped user IDs": the mark stands on the message; client libraries have it
 * on the contact.
 */
export function parseContactRequest(message: IDataObject): EventContactRequest | undefined {
	const [contact = {}] = asObjects(message.contacts);
	if ((message.origin ?? contact.origin) !== 'contact_request') return undefined;
	const [phone = {}] = asObjects(contact.phones);
	return {
		number: normalizePhoneNumber(phone.wa_id) ?? normalizePhoneNumber(phone.phone) ?? null,
		name: asNonEmptyText(asObject(contact.name).formatted_name) ?? null,
	};
}

export function parseProduct(product: IDataObject): EventProduct {
	return {
		catalogId: asNonEmptyText(product.catalog_id) ?? null,
		retailerId: asNonEmptyText(product.product_retailer_id) ?? null,
	};
}
