import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asObject, asObjects, getOwn, omitUndefined } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import { parseTimestamp } from '../../core/toIsoTimestamp';
import type { EventKind, WhatsAppEvent } from '../../core/event';
import { hashContent } from '../shared/eventId';
import { findContact } from './contacts';
import { PERSONAL_LISTS } from './contactChanges';
import {
	getBusinessNumber,
	getFirstError,
	MESSAGE_LISTS,
	NESTED_LISTS,
	withOnlyEntry,
	withoutLists,
	type EventContext,
} from './eventContext';
import { parseGroupChange } from './groupChanges';
import { parseHandover } from './handover';
import { parseTemplateChange } from './templateChanges';

/** A change of an account, a template, ...: everything that is not messages and their statuses. */
export interface Change {
	field: string;
	value: IDataObject;
	/** When the whole change was sent, where its envelope says so. */
	time?: unknown;
	/** Its envelope has an id, so that the same content is the same change. */
	isIdentified?: boolean;
	/** The provider's envelope with this value in it. */
	wrap(value: IDataObject): IDataObject;
}

/**
 * What a change's field is about, by its name; the first match counts, none means `other`. Type of
 * these events is the field name.
 *
 * Source: Meta, webhooks reference: the list of fields of a WhatsApp Business account.
 */
const FIELD_KINDS: ReadonlyArray<{ field: RegExp; kind: EventKind }> = [
	{ field: /^(message_)?template_/, kind: 'template' },
	{
		field: /^(account|phone_number|business|payment_configuration)_|^security$/,
		kind: 'account',
	},
];

/** Names of a time in a value or one of its entries; not `category_update_timestamp`, which announces one. */
const TIME_FIELDS = ['timestamp', 'updated_timestamp', 'created_timestamp'];

/** Fields whose content is never the same twice, but for a redelivery: `history` has the messages' own IDs. */
const UNIQUE_FIELDS = ['history'];

/** One event for each entry of the lists in a change, or one for the whole change: never none. */
export function toChangeEvents(change: Change, context: EventContext): WhatsAppEvent[] {
	const { value } = change;
	const events = toListEvents(change, context);
	return events.length > 0 ? events : [toChangeEvent(change, value, value, context)];
}

/** One event for each entry of the lists that stand next to those of messages. */
export function toEventsNextToMessages(change: Change, context: EventContext): WhatsAppEvent[] {
	return toListEvents({ ...change, value: withoutLists(change.value, MESSAGE_LISTS) }, context);
}

const toListEvents = (change: Change, context: EventContext): WhatsAppEvent[] =>
	NESTED_LISTS.flatMap((list) => {
		const entries = change.value[list];
		return Array.isArray(entries)
			? entries.map((entry) => toEntryEvent(list, entry, change, context))
			: [];
	});

function toEntryEvent(
	list: string,
	given: unknown,
	change: Change,
	context: EventContext,
): WhatsAppEvent {
	const { value } = change;
	const entry = asObject(given);
	const isCallByCustomer = list === 'calls' && !isCallByBusiness(entry, value);
	const person = {
		number: normalizePhoneNumber(entry.wa_id ?? (isCallByCustomer ? entry.from : undefined)),
		userId: asNonEmptyText(entry.user_id ?? (isCallByCustomer ? entry.from_user_id : undefined)),
	};
	const contact = findContact(value, person);
	const narrowed = withOnlyEntry(value, list, given, contact, NESTED_LISTS);
	const event = toChangeEvent(change, narrowed, entry, context);
	const profile = asObject(contact?.profile);
	const who = {
		from: person.number ?? normalizePhoneNumber(contact?.wa_id),
		fromUserId: person.userId ?? asNonEmptyText(contact?.user_id),
		fromParentUserId:
			asNonEmptyText(entry.parent_user_id) ??
			asNonEmptyText(entry.from_parent_user_id) ??
			asNonEmptyText(contact?.parent_user_id),
		fromName: asNonEmptyText(profile.name),
		fromUsername: asNonEmptyText(profile.username),
	};
	const text = asNonEmptyText(entry.detail);
	const own: Record<string, () => Partial<WhatsAppEvent>> = {
		calls: () =>
			isCallByCustomer
				? { ...who, callbackData: getCallPayload(entry) }
				: {
						to: normalizePhoneNumber(entry.to) ?? asNonEmptyText(entry.to_user_id),
						callbackData: getCallPayload(entry),
					},
		// Of a call by the business.
		statuses: () => ({
			to: normalizePhoneNumber(entry.recipient_id) ?? asNonEmptyText(entry.recipient_user_id),
			callbackData: getCallPayload(entry),
		}),
		groups: () => omitUndefined(parseGroupChange(entry, value, context)),
		user_actions: () => ({ type: asNonEmptyText(entry.action_type) ?? event.type }),
		// A preference that nobody has described yet is about somebody, too.
		user_preferences: () => ({ ...who, text }),
		user_id_update: () => ({ ...who, text }),
	};
	const personal = PERSONAL_LISTS[list]?.(entry);
	return omitUndefined<WhatsAppEvent>({
		...event,
		// Those of a call stand next to its list.
		error:
			getFirstError(entry.errors, context.errors) ?? getFirstError(value.errors, context.errors),
		...getOwn(own, list)?.(),
		...(personal ? { event: 'contact', ...personal } : {}),
	});
}

/** What the business gave its call, or the call button that the customer tapped. Source: Meta, "Calling API". */
function getCallPayload(call: IDataObject): string | undefined {
	return asNonEmptyText(call.biz_opaque_callback_data) ?? asNonEmptyText(call.cta_payload);
}

function isCallByBusiness({ direction, from }: IDataObject, value: IDataObject): boolean {
	const number = normalizePhoneNumber(from);
	return (
		direction === 'BUSINESS_INITIATED' ||
		(number !== undefined && number === getBusinessNumber(value))
	);
}

/** @param part what may say when it was, before the value and its envelope */
function toChangeEvent(
	{ field, value, time, isIdentified, wrap }: Change,
	narrowed: IDataObject,
	part: IDataObject,
	{ provider, receivedAt, errors }: EventContext,
): WhatsAppEvent {
	const raw = wrap(narrowed);
	const businessNumber = getBusinessNumber(value);
	const timestamp =
		findTime(part) ?? findTime(value) ?? parseTimestamp(time) ?? findNestedTime(value);
	return omitUndefined<WhatsAppEvent>({
		event: FIELD_KINDS.find((row) => row.field.test(field))?.kind ?? 'other',
		provider,
		id: hashContent(field, raw),
		timestamp: timestamp ?? receivedAt.toISOString(),
		to: businessNumber,
		type: field,
		...(field === 'messaging_handovers' ? parseHandover(value) : {}),
		template: parseTemplateChange(field, value),
		error: getFirstError(
			asObjects(value.history).flatMap((part) => asObjects(part.errors)),
			errors,
		),
		raw,
		internal: {
			businessNumber,
			mayRecur: timestamp === undefined && !isIdentified && !UNIQUE_FIELDS.includes(field),
		},
	});
}

function findTime(part: IDataObject): string | undefined {
	return findDefined(TIME_FIELDS.map((name) => parseTimestamp(part[name])));
}

/** The first time in the lists of a value, such as `state_sync[].metadata.timestamp`. */
function findNestedTime(value: IDataObject): string | undefined {
	const entries = Object.values(value).flatMap(asObjects);
	return findDefined(entries.map((entry) => findTime(entry) ?? findTime(asObject(entry.metadata))));
}

function findDefined<T>(values: ReadonlyArray<T | undefined>): T | undefined {
	return values.find((value) => value !== undefined);
}
