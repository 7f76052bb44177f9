import type { IDataObject } from 'n8n-workflow';
import {
	asNonEmptyText,
	asObject,
	asObjects,
	normalizePhoneNumber,
	omitUndefined,
} from '../../core/parse';
import { parseTimestamp } from '../../core/toIsoTimestamp';
import type { EventKind, WhatsAppEvent } from '../../core/event';
import { hashContent } from '../shared/eventId';
import { findContact } from './contacts';
import { PERSONAL_LISTS } from './contactChanges';
import { getBusinessNumber, NESTED_LISTS, withOnlyEntry, type EventContext } from './eventContext';
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

/** Names of a time in a value or one of its entries. */
const TIME_FIELDS = [
	'timestamp',
	'updated_timestamp',
	'category_update_timestamp',
	'created_timestamp',
];

/** One event for each entry of the lists in a change, or one for the whole change: never none. */
export function toChangeEvents(change: Change, context: EventContext): WhatsAppEvent[] {
	const { value } = change;
	const events = NESTED_LISTS.flatMap((list) =>
		Array.isArray(value[list])
			? (value[list] as unknown[]).map((entry) => toEntryEvent(list, entry, change, context))
			: [],
	);
	return events.length > 0 ? events : [toChangeEvent(change, value, value, context)];
}

function toEntryEvent(
	list: string,
	given: unknown,
	change: Change,
	context: EventContext,
): WhatsAppEvent {
	const { value } = change;
	const entry = asObject(given);
	const person = {
		number: normalizePhoneNumber(entry.wa_id),
		userId: asNonEmptyText(entry.user_id),
	};
	const contact = findContact(value, person);
	const narrowed = withOnlyEntry(value, list, given, contact);
	const event = toChangeEvent(change, narrowed, entry, context);
	const personal = PERSONAL_LISTS[list]?.(entry);
	if (!personal) {
		const type = list === 'user_actions' ? asNonEmptyText(entry.action_type) : undefined;
		const group = list === 'groups' ? omitUndefined(parseGroupChange(entry, value, context)) : {};
		return { ...event, type: type ?? event.type, ...group };
	}
	const profile = asObject(contact?.profile);
	return omitUndefined<WhatsAppEvent>({
		...event,
		event: 'contact',
		from: person.number ?? normalizePhoneNumber(contact?.wa_id),
		fromUserId: person.userId ?? asNonEmptyText(contact?.user_id),
		fromParentUserId: asNonEmptyText(entry.parent_user_id),
		fromName: asNonEmptyText(profile.name),
		fromUsername: asNonEmptyText(profile.username),
		text: asNonEmptyText(entry.detail),
		...personal,
	});
}

/** @param part what may say when it was, before the value and its envelope */
function toChangeEvent(
	{ field, value, time, isIdentified, wrap }: Change,
	narrowed: IDataObject,
	part: IDataObject,
	{ provider, receivedAt }: EventContext,
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
		raw,
		internal: { businessNumber, mayRecur: timestamp === undefined && !isIdentified },
	});
}

function findTime(part: IDataObject): string | undefined {
	return firstDefined(TIME_FIELDS.map((name) => parseTimestamp(part[name])));
}

/** The first time in the lists of a value, such as `state_sync[].metadata.timestamp`. */
function findNestedTime(value: IDataObject): string | undefined {
	const entries = Object.values(value).flatMap(asObjects);
	return firstDefined(
		entries.map((entry) => findTime(entry) ?? findTime(asObject(entry.metadata))),
	);
}

function firstDefined<T>(values: ReadonlyArray<T | undefined>): T | undefined {
	return values.find((value) => value !== undefined);
}
