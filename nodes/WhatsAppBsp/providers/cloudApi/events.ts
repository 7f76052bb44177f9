import type { IDataObject } from 'n8n-workflow';
import { isObject, asObject, asNonEmptyText, omitUndefined } from '../../core/parse';
import { parseTimestamp } from '../../core/toIsoTimestamp';
import type { WhatsAppEvent } from '../../core/event';
import { hashContent } from '../shared/eventId';
import { toChangeEvents, toEventsNextToMessages, type Change } from './changeEvents';
import {
	getBusinessNumber,
	toEventError,
	withOnlyEntry,
	type MessageList,
	type EventContext,
} from './eventContext';
import { toEchoEvent, isMessage, toMessageEvent } from './messageEvents';
import { isStatus, toStatusEvent } from './statusEvents';

interface List {
	isEntry: (entry: IDataObject) => boolean;
	event: (entry: IDataObject, value: IDataObject, context: EventContext) => WhatsAppEvent;
}

/** The lists of a value, and what each of their entries becomes. */
const ENTRY_LISTS: Readonly<Record<MessageList, List>> = {
	messages: { isEntry: isMessage, event: toMessageEvent },
	statuses: { isEntry: isStatus, event: toStatusEvent },
	message_echoes: { isEntry: isMessage, event: toEchoEvent },
	errors: { isEntry: ({ code }) => asNonEmptyText(code) !== undefined, event: toErrorEvent },
};

/** Fields whose value holds these lists; the lists of any other (such as `calls`) mean something else. */
const FIELDS_WITH_LISTS: readonly string[] = ['messages', 'smb_message_echoes', 'message_echoes'];

/** Events, and how many of them are about something that could be read. */
interface ParsedEvents {
	events: WhatsAppEvent[];
	understood: number;
}

/**
 * Every event in a webhook of the Cloud API: all entries, all changes, all lists in them.
 * @returns undefined when the body is no such webhook, or nothing in it can be read. The whole body gets
 *   one response: an entry that cannot be read must not hold up the others
 */
export function parseCloudApiEvents(
	body: unknown,
	context: EventContext,
): WhatsAppEvent[] | undefined {
	if (!isObject(body) || !isWhatsApp(body.object)) return undefined;
	if (!Array.isArray(body.entry)) return undefined;
	return orUndefined(
		collect(body.entry, (entry) =>
			isObject(entry)
				? parseEntry(entry, context)
				: createUnparsedEvent('entry', { entry: [entry] } as IDataObject, context),
		),
	);
}

/**
 * Every event in the value of one change, which is also the whole body of an On-Premise webhook.
 * @returns undefined when there is none of the lists, or nothing in them that can be read
 */
export function parseValueEvents(
	value: unknown,
	context: EventContext,
): WhatsAppEvent[] | undefined {
	return isObject(value) && hasLists(value) ? orUndefined(parseValue(value, context)) : undefined;
}

/** Every event in one change: at least one, even if nothing in it can be read. */
export function parseChangeEvents(change: Change, context: EventContext): WhatsAppEvent[] {
	const parsed = parseLists(change.field, change.value, context);
	const events = parsed ? [...parsed.events, ...toEventsNextToMessages(change, context)] : [];
	return events.length > 0 ? events : toChangeEvents(change, context);
}

export function hasLists(value: IDataObject): boolean {
	return Object.keys(ENTRY_LISTS).some((name) => value[name] !== undefined);
}

function orUndefined({ events, understood }: ParsedEvents): WhatsAppEvent[] | undefined {
	return events.length > 0 && understood === 0 ? undefined : events;
}

/** @returns undefined for a change without these lists */
function parseLists(
	field: string,
	value: IDataObject,
	context: EventContext,
): ParsedEvents | undefined {
	if (field === 'standby') return parseStandby(value, context);
	return FIELDS_WITH_LISTS.includes(field) && hasLists(value)
		? parseValue(value, context)
		: undefined;
}

/**
 * What is said while another app holds the conversation: the same lists, one level deeper. The same
 * message may come again when this app holds it, and is then another event.
 *
 * Source: Meta, "Conversation routing".
 */
function parseStandby(value: IDataObject, context: EventContext): ParsedEvents | undefined {
	const { standby, ...rest } = value;
	const lists = { ...rest, ...asObject(standby) };
	if (!hasLists(lists)) return undefined;
	const { events, understood } = parseValue(lists, context);
	const wrap = (raw: IDataObject) => {
		const inner = Object.entries(raw).filter(([name]) => !(name in rest));
		return isObject(standby) ? { ...rest, standby: Object.fromEntries(inner) } : raw;
	};
	return {
		events: events.map((event) => ({
			...event,
			id: `standby:${event.id}`,
			standby: true,
			raw: wrap(event.raw),
		})),
		understood,
	};
}

function parseValue(value: IDataObject, context: EventContext): ParsedEvents {
	return collect(Object.entries(ENTRY_LISTS), ([name, { isEntry, event }]) => {
		const list: unknown = value[name] ?? [];
		const narrow = (entry: unknown) => withOnlyEntry(value, name, entry);
		if (!Array.isArray(list))
			return createUnparsedEvent(name, { ...narrow(list), [name]: value[name] }, context);
		return collect(list as unknown[], (entry) =>
			isObject(entry) && isEntry(entry)
				? { events: [event(entry, value, context)], understood: 1 }
				: createUnparsedEvent(name, narrow(entry), context, entry),
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
	const businessNumber = getBusinessNumber(raw);
	const time = parseTimestamp(asObject(part).timestamp);
	const event = omitUndefined<WhatsAppEvent>({
		event: 'other',
		provider,
		id: hashContent(type, raw),
		timestamp: time ?? receivedAt.toISOString(),
		to: businessNumber,
		type,
		raw,
		internal: { businessNumber, mayRecur: time === undefined },
	});
	return { events: [event], understood: 0 };
}

function isWhatsApp(object: unknown): boolean {
	return object === undefined || object === 'whatsapp_business_account';
}

function parseEntry(entry: IDataObject, context: EventContext): ParsedEvents {
	if (!Array.isArray(entry.changes)) return createUnparsedEvent('entry', entry, context);
	return collect(entry.changes as unknown[], (change) =>
		isObject(change)
			? parseChange(change, entry, context)
			: createUnparsedEvent('changes', { ...entry, changes: [change] } as IDataObject, context),
	);
}

function parseChange(change: IDataObject, entry: IDataObject, context: EventContext): ParsedEvents {
	const { value } = change;
	const field = asNonEmptyText(change.field);
	if (field === undefined || !isObject(value)) {
		return createUnparsedEvent(field ?? 'changes', { ...entry, changes: [change] }, context);
	}
	const wrap = (narrowed: IDataObject) => ({
		...entry,
		changes: [{ ...change, value: narrowed }],
	});
	const whole = { field, value, time: entry.time, wrap };
	const parsed = parseLists(field, value, context);
	const events = parsed ? toEventsNextToMessages(whole, context) : toChangeEvents(whole, context);
	const { events: messages, understood } = parsed ?? { events: [], understood: 0 };
	return { events: [...messages, ...events], understood: understood + events.length };
}

/** Something that WhatsApp reports about the number as a whole, outside any message. */
function toErrorEvent(
	error: IDataObject,
	value: IDataObject,
	context: EventContext,
): WhatsAppEvent {
	const raw = withOnlyEntry(value, 'errors', error);
	const businessNumber = getBusinessNumber(value);
	const time = parseTimestamp(error.timestamp);
	return omitUndefined<WhatsAppEvent>({
		event: 'other',
		provider: context.provider,
		id: hashContent('errors', raw),
		timestamp: time ?? context.receivedAt.toISOString(),
		to: businessNumber,
		type: 'errors',
		error: toEventError(error, context.errors),
		raw,
		internal: { businessNumber, mayRecur: time === undefined },
	});
}

/** What is found in each part. */
function collect<Part>(parts: readonly Part[], find: (part: Part) => ParsedEvents): ParsedEvents {
	const all: ParsedEvents = { events: [], understood: 0 };
	for (const part of parts) {
		const { events, understood } = find(part);
		// One by one: a list may be longer than a call can have arguments.
		for (const event of events) all.events.push(event);
		all.understood += understood;
	}
	return all;
}
