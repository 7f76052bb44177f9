import type { IDataObject } from 'n8n-workflow';
import {
	hashContent,
	isObject,
	asObject,
	normalizePhoneNumber,
	asNonEmptyText,
	omitUndefined,
} from '../../core/parse';
import { toIsoTimestamp } from '../../core/toIsoTimestamp';
import type { EventKind, WhatsAppEvent } from '../../core/event';
import { toEventError, withOnlyEntry, type EventContext } from './eventContext';
import { toEchoEvent, isMessage, toMessageEvent } from './messageEvents';
import { isStatus, toStatusEvent } from './statusEvents';

/**
 * What a change's field is about, by its name; the first match counts, none means `other`. Type of
 * these events is the field name.
 *
 * Source: Meta, webhooks reference: the list of fields of a WhatsApp Business account.
 */
const FIELD_KINDS: ReadonlyArray<{ field: RegExp; kind: EventKind }> = [
	{ field: /^(message_)?template_/, kind: 'template' },
	{ field: /^(account|phone_number|business)_|^security$/, kind: 'account' },
];

interface List {
	isEntry: (entry: IDataObject) => boolean;
	event: (entry: IDataObject, value: IDataObject, origin: EventContext) => WhatsAppEvent;
}

/** The lists of a value, and what each of their entries becomes. */
const ENTRY_LISTS: Readonly<Record<string, List>> = {
	messages: { isEntry: isMessage, event: toMessageEvent },
	statuses: { isEntry: isStatus, event: toStatusEvent },
	message_echoes: { isEntry: isMessage, event: toEchoEvent },
	errors: { isEntry: ({ code }) => asNonEmptyText(code) !== undefined, event: toErrorEvent },
};

/** Fields whose value holds lists; the lists of any other (such as `calls`) mean something else. */
const FIELDS_WITH_LISTS: readonly string[] = ['messages', 'smb_message_echoes'];

/** Events, and how many of them are about something that could be read. */
interface ParsedEvents {
	events: WhatsAppEvent[];
	understood: number;
}

/**
 * Every event in a webhook of the Cloud API: all entries, all changes, all lists in them.
 * @returns undefined when the body is no such webhook, or nothing in it can be read. One answer goes out
 *   for the whole body: an entry that cannot be read must not keep what stands beside it
 */
export function parseCloudApiEvents(
	body: unknown,
	origin: EventContext,
): WhatsAppEvent[] | undefined {
	if (!isObject(body) || !isWhatsApp(body.object)) return undefined;
	if (!Array.isArray(body.entry)) return undefined;
	return orUndefined(
		collect(body.entry, (entry) =>
			isObject(entry)
				? parseEntry(entry, origin)
				: createUnparsedEvent('entry', { entry: [entry] } as IDataObject, origin),
		),
	);
}

/**
 * Every event in the value of one change, which is also the whole body of an On-Premise webhook.
 * @returns undefined when there is none of the lists, or nothing in them that can be read
 */
export function parseValueEvents(
	value: unknown,
	origin: EventContext,
): WhatsAppEvent[] | undefined {
	return isObject(value) && hasLists(value) ? orUndefined(parseValue(value, origin)) : undefined;
}

function orUndefined({ events, understood }: ParsedEvents): WhatsAppEvent[] | undefined {
	return events.length > 0 && understood === 0 ? undefined : events;
}

function parseValue(value: IDataObject, origin: EventContext): ParsedEvents {
	return collect(Object.entries(ENTRY_LISTS), ([name, { isEntry, event }]) => {
		const list: unknown = value[name] ?? [];
		const around = (entry: unknown) => withOnlyEntry(value, name, entry as IDataObject);
		if (!Array.isArray(list))
			return createUnparsedEvent(name, { ...around(list), [name]: value[name] }, origin);
		return collect(list as unknown[], (entry) =>
			isObject(entry) && isEntry(entry)
				? { events: [event(entry, value, origin)], understood: 1 }
				: createUnparsedEvent(name, around(entry), origin, entry),
		);
	});
}

/**
 * A part that says not even what it is about: everything is in `raw`.
 * @param part may say when it was
 */
function createUnparsedEvent(
	type: string,
	raw: IDataObject,
	{ provider, receivedAt }: EventContext,
	part?: unknown,
): ParsedEvents {
	const event = omitUndefined<WhatsAppEvent>({
		event: 'other',
		provider,
		id: hashContent(type, raw),
		timestamp: toIsoTimestamp(asObject(part).timestamp, receivedAt),
		to: normalizePhoneNumber(asObject(raw.metadata).display_phone_number),
		type,
		raw,
	});
	return { events: [event], understood: 0 };
}

function hasLists(value: IDataObject): boolean {
	return Object.keys(ENTRY_LISTS).some((name) => value[name] !== undefined);
}

function isWhatsApp(object: unknown): boolean {
	return object === undefined || object === 'whatsapp_business_account';
}

function parseEntry(entry: IDataObject, origin: EventContext): ParsedEvents {
	if (!Array.isArray(entry.changes)) return createUnparsedEvent('entry', entry, origin);
	return collect(entry.changes as unknown[], (change) =>
		isObject(change)
			? parseChange(change, entry, origin)
			: createUnparsedEvent('changes', { ...entry, changes: [change] } as IDataObject, origin),
	);
}

function parseChange(change: IDataObject, entry: IDataObject, origin: EventContext): ParsedEvents {
	const field = asNonEmptyText(change.field);
	if (field === undefined || !isObject(change.value)) {
		return createUnparsedEvent(field ?? 'changes', { ...entry, changes: [change] }, origin);
	}
	return FIELDS_WITH_LISTS.includes(field) && hasLists(change.value)
		? parseValue(change.value, origin)
		: { events: [toChangeEvent(field, change, entry, origin)], understood: 1 };
}

/** A change without messages: about templates, the account, or something that Meta adds one day. */
function toChangeEvent(
	field: string,
	change: IDataObject,
	entry: IDataObject,
	{ provider, receivedAt }: EventContext,
): WhatsAppEvent {
	const raw = { ...entry, changes: [change] };
	const value = asObject(change.value);
	return omitUndefined<WhatsAppEvent>({
		event: FIELD_KINDS.find((row) => row.field.test(field))?.kind ?? 'other',
		provider,
		id: hashContent(field, raw),
		timestamp: toIsoTimestamp(entry.time ?? value.timestamp, receivedAt),
		to: normalizePhoneNumber(
			value.display_phone_number ?? asObject(value.metadata).display_phone_number,
		),
		type: field,
		raw,
	});
}

/** Something that WhatsApp reports about the number as a whole, outside any message. */
function toErrorEvent(error: IDataObject, value: IDataObject, origin: EventContext): WhatsAppEvent {
	const raw = withOnlyEntry(value, 'errors', error);
	return omitUndefined<WhatsAppEvent>({
		event: 'other',
		provider: origin.provider,
		id: hashContent('errors', raw),
		timestamp: toIsoTimestamp(error.timestamp, origin.receivedAt),
		to: normalizePhoneNumber(asObject(value.metadata).display_phone_number),
		type: 'errors',
		error: toEventError(error, origin.errors),
		raw,
	});
}

/** What is found in each part. */
function collect<Part>(parts: readonly Part[], find: (part: Part) => ParsedEvents): ParsedEvents {
	const found = parts.map(find);
	return {
		events: found.flatMap(({ events }) => events),
		understood: found.reduce((sum, { understood }) => sum + understood, 0),
	};
}
