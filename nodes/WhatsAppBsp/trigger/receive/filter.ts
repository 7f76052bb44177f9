import { getOwn } from '../../core/parse';
import { isSameNumber } from '../../core/phoneNumber';
import type { EventKind, MessageStatus, WhatsAppEvent } from '../../core/event';

/** What starts a workflow unless the user chooses otherwise: statuses alone would be 3 runs a message. */
export const DEFAULT_TRIGGER_ON: readonly EventKind[] = ['message'];

/** What the user asked for. An absent or empty rule lets everything through. */
export interface Filter {
	triggerOn: readonly EventKind[];
	/** The business's own messages, sent from its phone, too. */
	includeEchoes?: boolean;
	/** What is said while a person or another app holds the conversation, too. */
	includeStandby?: boolean;
	/** As events write them: digits with country code, or a BSUID, also that of the whole portfolio. */
	allowedSenders?: readonly string[];
	blockedSenders?: readonly string[];
	/** The business's numbers, for an account with several. */
	businessNumbers?: readonly string[];
	messageTypes?: readonly string[];
	/** Whether a message's text is wanted; see `createTextMatcher`. */
	matchesText?: (text: string) => boolean;
	statuses?: readonly MessageStatus[];
	finalStatusesOnly?: boolean;
}

export interface FilterResult {
	chosen: WhatsAppEvent[];
	/** Why the others were ignored, each reason once. */
	reasons: string[];
}

interface Rule {
	/** Kinds of events that it looks at; absent: all. */
	about?: readonly EventKind[];
	/** Why an event is ignored, or undefined. */
	reject(event: WhatsAppEvent, filter: Filter): string | undefined;
}

const ECHO = 'echo';

/** The types that can be asked for by name; anything else counts as `other`. */
export const MESSAGE_TYPES = [
	'audio',
	'button',
	'contacts',
	'document',
	'edit',
	'image',
	'interactive',
	'location',
	'media',
	'order',
	'reaction',
	'revoke',
	'sticker',
	'text',
	'video',
] as const;

/** On-Premise numbers call a voice note `voice`, the Cloud API `audio`. */
const SAME_TYPE: Readonly<Record<string, string>> = { voice: 'audio' };

const RULES: readonly Rule[] = [
	{
		reject: ({ event }, { triggerOn }) =>
			triggerOn.includes(event)
				? undefined
				: `event ${event} is not in 'Trigger On' (${triggerOn.join(', ') || 'empty'})`,
	},
	{
		about: ['other'],
		reject: ({ type }, { includeEchoes }) =>
			type === ECHO && !includeEchoes ? 'the business sent it itself' : undefined,
	},
	{
		// Who the customer is changes whoever holds the conversation.
		about: ['message', 'status', 'other'],
		reject: ({ standby }, { includeStandby }) =>
			standby && !includeStandby ? 'a person or another app holds the conversation' : undefined,
	},
	{
		reject: ({ internal }, { businessNumbers }) => {
			const own = internal?.businessNumber;
			// Nothing says which number it is about: better once too often than never.
			return isNotEmpty(businessNumbers) && own !== undefined && !isOneOf(own, businessNumbers)
				? "its number is not in 'Business Numbers'"
				: undefined;
		},
	},
	{
		about: ['message'],
		reject: (event, { allowedSenders }) =>
			isNotEmpty(allowedSenders) && !isFrom(event, allowedSenders)
				? "the sender is not in 'Allowed Senders'"
				: undefined,
	},
	{
		about: ['message'],
		reject: (event, { blockedSenders }) =>
			isNotEmpty(blockedSenders) && isFrom(event, blockedSenders)
				? "the sender is in 'Blocked Senders'"
				: undefined,
	},
	{
		about: ['message'],
		reject: ({ type }, { messageTypes }) =>
			isNotEmpty(messageTypes) && !messageTypes.includes(normalizeType(type))
				? `type ${type ?? 'unknown'} is not in 'Message Types'`
				: undefined,
	},
	{
		about: ['message'],
		reject: ({ text }, { matchesText }) =>
			matchesText && !matchesText(text ?? '') ? 'the text does not match' : undefined,
	},
	{
		about: ['status'],
		reject: ({ status }, { statuses }) =>
			isNotEmpty(statuses) && !statuses.includes(status ?? 'unknown')
				? `status ${status ?? 'unknown'} is not in 'Statuses'`
				: undefined,
	},
	{
		about: ['status'],
		reject: ({ isFinal, status }, { finalStatusesOnly }) =>
			finalStatusesOnly && !isFinal ? `status ${status ?? 'unknown'} is not final` : undefined,
	},
];

/** The events that the user asked for. Judged one by one: a request may hold events of several kinds. */
export function filterEvents(events: readonly WhatsAppEvent[], filter: Filter): FilterResult {
	const chosen: WhatsAppEvent[] = [];
	const reasons = new Set<string>();
	for (const event of events) {
		const reason = getRejectReason(event, filter);
		if (reason === undefined) chosen.push(event);
		else reasons.add(reason);
	}
	if (events.length === 0) reasons.add('nothing to do: the request contains no event');
	return { chosen, reasons: [...reasons] };
}

function getRejectReason(event: WhatsAppEvent, filter: Filter): string | undefined {
	for (const { about, reject } of RULES) {
		const reason = about && !about.includes(event.event) ? undefined : reject(event, filter);
		if (reason !== undefined) return reason;
	}
	return undefined;
}

function normalizeType(type = ''): string {
	const name = getOwn(SAME_TYPE, type) ?? type;
	return (MESSAGE_TYPES as readonly string[]).includes(name) ? name : 'other';
}

function isFrom(
	{ from, fromUserId, fromParentUserId }: WhatsAppEvent,
	senders: readonly string[],
): boolean {
	const ids = [from, fromUserId, fromParentUserId];
	return ids.some((id) => typeof id === 'string' && isOneOf(id, senders));
}

/** However WhatsApp writes the number: it leaves some digits out. */
function isOneOf(id: string, numbers: readonly string[]): boolean {
	return numbers.some((number) => isSameNumber(id, number));
}

function isNotEmpty<T>(list: readonly T[] | undefined): list is readonly T[] {
	return list !== undefined && list.length > 0;
}
