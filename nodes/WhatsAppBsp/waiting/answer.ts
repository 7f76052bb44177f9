import { FINAL_STATUSES, type WhatsAppEvent } from '../core/event';
import { asNonEmptyText, asObject, isObject } from '../core/parse';
import { isBsuid, isSameNumber } from '../core/phoneNumber';

/** What an answer tells the wait that it ends. */
export interface WaitAnswer {
	/** What the tapped button stands for; null for a written answer. */
	value: string | null;
	event: WhatsAppEvent;
}

/** An event that another node of this package sent, which has what every event has; undefined of anything else. */
export function parseEvent(json: unknown): WhatsAppEvent | undefined {
	const given = asObject(json);
	const { event, provider, id, timestamp, raw } = given;
	const isEvent =
		[event, provider, id, timestamp].every((value) => asNonEmptyText(value)) && isObject(raw);
	return isEvent ? (given as unknown as WhatsAppEvent) : undefined;
}

/** The statuses that a delivery wait ends at; `until` is the reference's value. */
export function isAwaitedStatus({ status }: WhatsAppEvent, until: string): boolean {
	if (status === 'delivered' && until === 'read') return false;
	return status !== undefined && FINAL_STATUSES.includes(status);
}

/**
 * Whether the event may be about one of these people. An event without a number proves nothing, so the
 * reference alone decides: customers may hide their numbers.
 */
export function mayBeAbout(event: WhatsAppEvent, people: readonly string[]): boolean {
	const isComparable = getIds(event).some((id) =>
		people.some((person) => getIdKind(id) === getIdKind(person)),
	);
	return !isComparable || isAbout(event, people);
}

/** A receipt names the user ID in one of a company's portfolios, even if the message went to the ID in all of them. */
function getIdKind(id: string): string {
	if (!isBsuid(id)) return 'number';
	return /^..\.ENT\./i.test(id) ? 'parentUserId' : 'userId';
}

export function isAbout(event: WhatsAppEvent, people: readonly string[]): boolean {
	return getIds(event).some((id) => people.some((person) => isSameNumber(id, person)));
}

function getIds({ event, from, fromUserId, fromParentUserId, to }: WhatsAppEvent): string[] {
	const ids = event === 'status' ? [to] : [from, fromUserId, fromParentUserId];
	return ids.filter((id): id is string => typeof id === 'string' && id !== '');
}
