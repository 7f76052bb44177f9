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

/**
 * Every event in a webhook of the Cloud API: all entries, all changes, all lists in them. What can't be read
 * is an event of its own: rejected, it would come again for days, and hold up the others.
 * @returns undefined when the body is no such webhook
 */
export function parseCloudApiEvents(
	body: unknown,
	context: EventContext,
): WhatsAppEvent[] | undefined {
	if (!isObject(body) || !isWhatsApp(body.object)) return undefined;
	if (!Array.isArray(body.entry)) return undefined;
	return (body.entry as unknown[]).flatMap((entry) =>
		isObject(entry)
			? parseEntry(entry, context)
			: [createUnparsedEvent('entry', { entry: [entry] } as IDataObject, context)],
	);
}

/**
 * Every event in the value of one change, which is also the whole body of an On-Premise webhook.
 * @returns undefined when there is none of the lists
 */
export function parseValueEvents(
	value: unknown,
	context: EventContext,
): WhatsAppEvent[] | undefined {
	return isObject(value) && hasLists(value) ? parseValue(value, context) : undefined;
}

/** Every event in one change: at least one, even if nothing in it can be read. */
export function parseChangeEvents(change: Change, context: EventContext): WhatsAppEvent[] {
	const parsed = parseLists(change.field, change.value, context);
	const events = parsed ? [...parsed, ...toEventsNextToMessages(change, context)] : [];
	return events.length > 0 ? events : toChangeEvents(change, context);
}

export function hasLists(value: IDataObject): boolean {
	return Object.keys(ENTRY_LISTS).some((name) => value[name] !== undefined);
}

/** @returns undefined for a change without these lists */
function parseLists(
	field: string,
	value: IDataObject,
	context: EventContext,
): WhatsAppEvent[] | undefined {
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
function parseStandby(value: IDataObject, context: EventContext): WhatsAppEvent[] | undefined {
	const { standby, ...rest } = value;
	const lists = { ...rest, ...asObject(standby) };
	if (!hasLists(lists)) return undefined;
	const wrap = (raw: IDataObject) => {
		const inner = Object.entries(raw).filter(([name]) => !(name in rest));
		return isObject(standby) ? { ...rest, standby: Object.fromEntries(inner) } : raw;
	};
	return parseValue(lists, context).map((event) => ({
		...event,
		id: `standby:${event.id}`,
		standby: true,
		raw: wrap(event.raw),
	}));
}

function parseValue(value: IDataObject, context: EventContext): WhatsAppEvent[] {
	return Object.entries(ENTRY_LISTS).flatMap(([name, { isEntry, event }]) => {
		const list: unknown = value[name] ?? [];
		const narrow = (entry: unknown) => withOnlyEntry(value, name, entry);
		if (!Array.isArray(list)) {
			return [createUnparsedEvent(name, { ...narrow(list), [name]: value[name] }, context)];
		}
		return (list as unknown[]).map((entry) =>
			isObject(entry) && isEntry(entry)
				? event(entry, value, context)
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
): WhatsAppEvent {
	const businessNumber = getBusinessNumber(raw);
	const time = parseTimestamp(asObject(part).timestamp);
	return omitUndefined<WhatsAppEvent>({
		event: 'other',
		provider,
		id: hashContent(type, raw),
		timestamp: time ?? receivedAt.toISOString(),
		to: businessNumber,
		type,
		raw,
		internal: { businessNumber, mayRecur: time === undefined },
	});
}

function isWhatsApp(object: unknown): boolean {
	return object === undefined || object === 'whatsapp_business_account';
}

function parseEntry(entry: IDataObject, context: EventContext): WhatsAppEvent[] {
	if (!Array.isArray(entry.changes)) return [createUnparsedEvent('entry', entry, context)];
	return (entry.changes as unknown[]).flatMap((change) =>
		isObject(change)
			? parseChange(change, entry, context)
			: [createUnparsedEvent('changes', { ...entry, changes: [change] } as IDataObject, context)],
	);
}

function parseChange(
	change: IDataObject,
	entry: IDataObject,
	context: EventContext,
): WhatsAppEvent[] {
	const { value } = change;
	const field = asNonEmptyText(change.field);
	if (field === undefined || !isObject(value)) {
		return [createUnparsedEvent(field ?? 'changes', { ...entry, changes: [change] }, context)];
	}
	const wrap = (narrowed: IDataObject) => ({
		...entry,
		changes: [{ ...change, value: narrowed }],
	});
	const whole = { field, value, time: entry.time, wrap };
	const parsed = parseLists(field, value, context);
	return parsed
		? [...parsed, ...toEventsNextToMessages(whole, context)]
		: toChangeEvents(whole, context);
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
