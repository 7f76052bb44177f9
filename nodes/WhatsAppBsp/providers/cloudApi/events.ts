import type { IDataObject } from 'n8n-workflow';
import {
	hashId,
	isObject,
	objectOf,
	plainNumber,
	textOf,
	withoutAbsent,
} from '../../events/fields';
import { isoTime } from '../../events/time';
import type { EventKind, WhatsAppEvent } from '../../events/types';
import { errorOf, narrowed, type Origin } from './eventOrigin';
import { echoEvent, isMessage, messageEvent } from './messageEvents';
import { isStatus, statusEvent } from './statusEvents';

/**
 * What a change's field is about, by its name; the first match counts, none means `other`. Type of
 * these events is the field name.
 *
 * Source: Meta, webhooks reference: the list of fields of a WhatsApp Business account.
 */
const KINDS: ReadonlyArray<{ field: RegExp; kind: EventKind }> = [
	{ field: /^(message_)?template_/, kind: 'template' },
	{ field: /^(account|phone_number|business)_|^security$/, kind: 'account' },
];

interface List {
	isEntry: (entry: IDataObject) => boolean;
	event: (entry: IDataObject, value: IDataObject, origin: Origin) => WhatsAppEvent;
}

/** The lists of a value, and what each of their entries becomes. */
const LISTS: Readonly<Record<string, List>> = {
	messages: { isEntry: isMessage, event: messageEvent },
	statuses: { isEntry: isStatus, event: statusEvent },
	message_echoes: { isEntry: isMessage, event: echoEvent },
	errors: { isEntry: ({ code }) => textOf(code) !== undefined, event: errorEvent },
};

/** Fields whose value holds lists; the lists of any other (such as `calls`) mean something else. */
const FIELDS_WITH_LISTS: readonly string[] = ['messages', 'smb_message_echoes'];

/** Events, and how many of them are about something that could be read. */
interface Found {
	events: WhatsAppEvent[];
	understood: number;
}

/**
 * Every event in a webhook of the Cloud API: all entries, all changes, all lists in them.
 * @returns undefined when the body is no such webhook, or nothing in it can be read. One answer goes out
 *   for the whole body: an entry that cannot be read must not keep what stands beside it
 */
export function cloudApiEvents(body: unknown, origin: Origin): WhatsAppEvent[] | undefined {
	if (!isObject(body) || !isWhatsApp(body.object)) return undefined;
	if (!Array.isArray(body.entry)) return undefined;
	return readable(
		together(body.entry, (entry) =>
			isObject(entry)
				? entryEvents(entry, origin)
				: unread('entry', { entry: [entry] } as IDataObject, origin),
		),
	);
}

/**
 * Every event in the value of one change, which is also the whole body of an On-Premise webhook.
 * @returns undefined when there is none of the lists, or nothing in them that can be read
 */
export function valueEvents(value: unknown, origin: Origin): WhatsAppEvent[] | undefined {
	return isObject(value) && hasLists(value) ? readable(inValue(value, origin)) : undefined;
}

function readable({ events, understood }: Found): WhatsAppEvent[] | undefined {
	return events.length > 0 && understood === 0 ? undefined : events;
}

function inValue(value: IDataObject, origin: Origin): Found {
	return together(Object.entries(LISTS), ([name, { isEntry, event }]) => {
		const list: unknown = value[name] ?? [];
		const around = (entry: unknown) => narrowed(value, name, entry as IDataObject);
		if (!Array.isArray(list)) return unread(name, { ...around(list), [name]: value[name] }, origin);
		return together(list as unknown[], (entry) =>
			isObject(entry) && isEntry(entry)
				? { events: [event(entry, value, origin)], understood: 1 }
				: unread(name, around(entry), origin, entry),
		);
	});
}

/**
 * A part that says not even what it is about: everything is in `raw`.
 * @param part may say when it was
 */
function unread(
	type: string,
	raw: IDataObject,
	{ provider, receivedAt }: Origin,
	part?: unknown,
): Found {
	const event = withoutAbsent<WhatsAppEvent>({
		event: 'other',
		provider,
		id: hashId(type, raw),
		timestamp: isoTime(objectOf(part).timestamp, receivedAt),
		to: plainNumber(objectOf(raw.metadata).display_phone_number),
		type,
		raw,
	});
	return { events: [event], understood: 0 };
}

function hasLists(value: IDataObject): boolean {
	return Object.keys(LISTS).some((name) => value[name] !== undefined);
}

function isWhatsApp(object: unknown): boolean {
	return object === undefined || object === 'whatsapp_business_account';
}

function entryEvents(entry: IDataObject, origin: Origin): Found {
	if (!Array.isArray(entry.changes)) return unread('entry', entry, origin);
	return together(entry.changes as unknown[], (change) =>
		isObject(change)
			? changeEvents(change, entry, origin)
			: unread('changes', { ...entry, changes: [change] } as IDataObject, origin),
	);
}

function changeEvents(change: IDataObject, entry: IDataObject, origin: Origin): Found {
	const field = textOf(change.field);
	if (field === undefined || !isObject(change.value)) {
		return unread(field ?? 'changes', { ...entry, changes: [change] }, origin);
	}
	return FIELDS_WITH_LISTS.includes(field) && hasLists(change.value)
		? inValue(change.value, origin)
		: { events: [changeEvent(field, change, entry, origin)], understood: 1 };
}

/** A change without messages: about templates, the account, or something that Meta adds one day. */
function changeEvent(
	field: string,
	change: IDataObject,
	entry: IDataObject,
	{ provider, receivedAt }: Origin,
): WhatsAppEvent {
	const raw = { ...entry, changes: [change] };
	const value = objectOf(change.value);
	return withoutAbsent<WhatsAppEvent>({
		event: KINDS.find((row) => row.field.test(field))?.kind ?? 'other',
		provider,
		id: hashId(field, raw),
		timestamp: isoTime(entry.time ?? value.timestamp, receivedAt),
		to: plainNumber(value.display_phone_number ?? objectOf(value.metadata).display_phone_number),
		type: field,
		raw,
	});
}

/** Something that WhatsApp reports about the number as a whole, outside any message. */
function errorEvent(error: IDataObject, value: IDataObject, origin: Origin): WhatsAppEvent {
	const raw = narrowed(value, 'errors', error);
	return withoutAbsent<WhatsAppEvent>({
		event: 'other',
		provider: origin.provider,
		id: hashId('errors', raw),
		timestamp: isoTime(error.timestamp, origin.receivedAt),
		to: plainNumber(objectOf(value.metadata).display_phone_number),
		type: 'errors',
		error: errorOf(error, origin.errors),
		raw,
	});
}

/** What is found in each part. */
function together<Part>(parts: readonly Part[], find: (part: Part) => Found): Found {
	const found = parts.map(find);
	return {
		events: found.flatMap(({ events }) => events),
		understood: found.reduce((sum, { understood }) => sum + understood, 0),
	};
}
