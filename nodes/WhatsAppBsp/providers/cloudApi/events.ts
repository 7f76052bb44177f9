import type { IDataObject } from 'n8n-workflow';
import {
	hashId,
	isObject,
	objectOf,
	plainNumber,
	recordsOf,
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
	return readable(
		eachOf(body.entry, (entry) =>
			eachOf(entry.changes, (change) => changeEvents(change, entry, origin)),
		),
	);
}

/**
 * Every event in the value of one change, which is also the whole body of an On-Premise webhook.
 * @returns undefined when there is none of the lists, or nothing in them that can be read
 */
export function valueEvents(value: unknown, origin: Origin): WhatsAppEvent[] | undefined {
	return readable(inValue(value, origin));
}

function readable(found: Found | undefined): WhatsAppEvent[] | undefined {
	const isUnknown = !found || (found.events.length > 0 && found.understood === 0);
	return isUnknown ? undefined : found.events;
}

function inValue(value: unknown, origin: Origin): Found | undefined {
	if (!isObject(value) || !hasLists(value)) return undefined;
	const all: Found = { events: [], understood: 0 };
	for (const [name, { isEntry, event }] of Object.entries(LISTS)) {
		const found = eachOf(value[name] ?? [], (entry) =>
			isEntry(entry)
				? { events: [event(entry, value, origin)], understood: 1 }
				: { events: [unreadEvent(name, entry, value, origin)], understood: 0 },
		);
		if (!found) return undefined;
		add(all, found);
	}
	return all;
}

/** An entry that says not even which message it is about: everything is in `raw`. */
function unreadEvent(
	list: string,
	entry: IDataObject,
	value: IDataObject,
	{ provider, receivedAt }: Origin,
): WhatsAppEvent {
	const raw = narrowed(value, list, entry);
	return withoutAbsent<WhatsAppEvent>({
		event: 'other',
		provider,
		id: hashId(list, raw),
		timestamp: isoTime(entry.timestamp, receivedAt),
		to: plainNumber(objectOf(value.metadata).display_phone_number),
		type: list,
		raw,
	});
}

function hasLists(value: IDataObject): boolean {
	return Object.keys(LISTS).some((name) => value[name] !== undefined);
}

function isWhatsApp(object: unknown): boolean {
	return object === undefined || object === 'whatsapp_business_account';
}

function changeEvents(change: IDataObject, entry: IDataObject, origin: Origin): Found | undefined {
	const field = textOf(change.field);
	if (field === undefined || !isObject(change.value)) return undefined;
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

/** What is found in each entry of one list; undefined as soon as one is no object or says nothing. */
function eachOf(
	list: unknown,
	events: (entry: IDataObject) => Found | undefined,
): Found | undefined {
	if (!Array.isArray(list) || recordsOf(list).length !== list.length) return undefined;
	const all: Found = { events: [], understood: 0 };
	for (const entry of recordsOf(list)) {
		const found = events(entry);
		if (!found) return undefined;
		add(all, found);
	}
	return all;
}

function add(all: Found, { events, understood }: Found): void {
	all.events.push(...events);
	all.understood += understood;
}
