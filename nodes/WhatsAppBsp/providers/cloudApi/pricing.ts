import type { IDataObject } from 'n8n-workflow';
import {
	asBoolean,
	asNonEmptyText,
	asNumber,
	asObject,
	isObject,
	omitUndefined,
} from '../../core/parse';
import { parseTimestamp } from '../../core/toIsoTimestamp';
import type { EventConversation, EventPricing } from '../../core/event';

/**
 * What a status says about the price. Statuses of groups have it inside of `conversation`.
 *
 * Source: Meta, webhooks reference "statuses" and "groups": `billable` may be text, or missing, and is
 * then what `type` says.
 */
export function parsePricing(status: IDataObject): EventPricing | undefined {
	const pricing = status.pricing ?? asObject(status.conversation).pricing;
	if (!isObject(pricing) || Object.keys(pricing).length === 0) return undefined;
	const type = asNonEmptyText(pricing.type) ?? null;
	const { amount, currency } = asObject(pricing.cost);
	return omitUndefined<EventPricing>({
		billable: asBoolean(pricing.billable) ?? (type === null ? null : type === 'regular'),
		// One category is written with a hyphen here and with an underscore elsewhere.
		category: asNonEmptyText(pricing.category)?.replace(/-/g, '_') ?? null,
		type,
		model: asNonEmptyText(pricing.pricing_model) ?? null,
		// Only for marketing messages with a maximum price.
		estimatedCost: asNumber(amount) ?? undefined,
		currency: asNonEmptyText(currency),
	});
}

/** The conversation that a message belongs to, where Meta still counts them. */
export function parseConversation({ conversation }: IDataObject): EventConversation | undefined {
	if (!isObject(conversation)) return undefined;
	const id = asNonEmptyText(conversation.id);
	const origin = asNonEmptyText(asObject(conversation.origin).type);
	if (id === undefined && origin === undefined) return undefined;
	return {
		id: id ?? null,
		origin: origin?.replace(/-/g, '_') ?? null,
		expiresAt: parseTimestamp(conversation.expiration_timestamp) ?? null,
	};
}
