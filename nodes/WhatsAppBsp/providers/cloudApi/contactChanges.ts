import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asObject, getOwn, isObject, omitUndefined } from '../../core/parse';
import type { WhatsAppEvent } from '../../core/event';
import { isSameNumber, normalizePhoneNumber } from '../../core/phoneNumber';

type ContactChange = Pick<
	WhatsAppEvent,
	'type' | 'fromUserId' | 'fromParentUserId' | 'newFrom' | 'newFromUserId'
>;

/**
 * `system.type` → type of the event. Source: Meta, webhooks reference "messages: system"; `customer_*`
 * are older names.
 */
const SYSTEM_TYPES: Readonly<Record<string, string>> = {
	user_changed_number: 'numberChanged',
	customer_changed_number: 'numberChanged',
	user_changed_user_id: 'userIdChanged',
	customer_identity_changed: 'identityChanged',
	user_identity_changed: 'identityChanged',
};

/** `user_preferences[].value` → type of the event. */
const PREFERENCES: Readonly<Record<string, string>> = {
	stop: 'marketingStopped',
	resume: 'marketingResumed',
};

/** The event of a message, or of a change of who its sender is, if it is WhatsApp's notice of one. */
export function asContactChange(event: WhatsAppEvent, message: IDataObject): WhatsAppEvent {
	const change = parseContactChange(message);
	if (change) return { ...event, event: 'contact', ...change };
	// A notice that nobody has described yet is nobody's words either.
	return message.type === 'system' ? { ...event, event: 'other' } : event;
}

/**
 * What a message says about who the customer is, where it is WhatsApp's notice of a change and nobody's
 * words.
 * @returns undefined for everything else
 */
function parseContactChange(message: IDataObject): ContactChange | undefined {
	const system = asObject(message.system);
	const type =
		getOwn(SYSTEM_TYPES, system.type) ?? (isBareIdentity(message) ? 'identityChanged' : undefined);
	if (type === undefined) return undefined;
	const fromUserId =
		asNonEmptyText(system.previous_user_id) ?? asNonEmptyText(message.from_user_id);
	const newFromUserId = asNonEmptyText(system.user_id);
	const number = normalizePhoneNumber(system.wa_id ?? system.new_wa_id);
	return omitUndefined<ContactChange>({
		type,
		fromUserId,
		fromParentUserId: asNonEmptyText(system.previous_parent_user_id),
		newFrom:
			type === 'numberChanged' || (type === 'userIdChanged' && isNewNumber(number, message))
				? number
				: undefined,
		newFromUserId: newFromUserId === fromUserId ? undefined : newFromUserId,
	});
}

function isNewNumber(number: string | undefined, { from }: IDataObject): boolean {
	return number !== undefined && !isSameNumber(number, normalizePhoneNumber(from) ?? '');
}

/** An ordinary message may say who wrote it as well; this says nothing else. */
function isBareIdentity({ type, identity }: IDataObject): boolean {
	return (type === undefined || type === 'identity') && isObject(identity);
}

/** Lists of a change whose entries are about one person, and what they say of them. */
export const PERSONAL_LISTS: Readonly<
	Partial<Record<string, (entry: IDataObject) => Partial<WhatsAppEvent> | undefined>>
> = {
	user_preferences: parsePreference,
	user_id_update: parseUserIdUpdate,
};

/** What an entry of `user_preferences` allows or forbids; undefined for words of the future. */
function parsePreference(preference: IDataObject): Partial<WhatsAppEvent> | undefined {
	const type =
		(preference.category ?? 'marketing_messages') === 'marketing_messages'
			? getOwn(PREFERENCES, asNonEmptyText(preference.value)?.toLowerCase())
			: undefined;
	return type === undefined ? undefined : { type, optOut: type === 'marketingStopped' };
}

/**
 * Assumption: Meta's earlier texts describe this field as `user_id: {previous, current}`. It cannot be
 * subscribed to now, but at least one provider still forwards it.
 */
function parseUserIdUpdate(entry: IDataObject): Partial<WhatsAppEvent> {
	const { previous, current } = asObject(entry.user_id);
	return {
		type: 'userIdChanged',
		fromParentUserId: asNonEmptyText(asObject(entry.parent_user_id).previous),
		fromUserId: asNonEmptyText(previous),
		newFromUserId: asNonEmptyText(current),
	};
}
