import type { StatusEvent } from '../providers/provider.mts';
import type { Account } from './account.mts';
import { deliverAll } from './delivery.mts';
import { isObject } from './json.mts';
import { getFreeEntry } from './price.mts';
import type { ConversationEntry, DeliveryAttempt, Json, Outcome, StoredMessage } from './types.mts';

const entries = new WeakMap<StoredMessage, ConversationEntry>();

const getMedia = (payload: unknown, type: string): ConversationEntry['media'] => {
	const part = (payload as Json | null)?.[type];
	if (!isObject(part)) return undefined;
	const { id, link, mime_type: mimeType } = part as Record<string, string | undefined>;
	if (!id && !link) return undefined;
	return { ...(id && { id }), ...(link && { link }), ...(mimeType && { mimeType }) };
};

/** What the customer would read of it, as far as it is text. */
export function getReadableText(payload: unknown, type: string): string | undefined {
	const part = (payload as Json | null)?.[type] as Json | undefined;
	if (!part || typeof part !== 'object') return undefined;
	if (type === 'text') return String(part.body ?? '');
	if (type === 'interactive') {
		const reply = (part.button_reply ?? part.list_reply) as Json | undefined;
		return reply ? String(reply.title) : String((part.body as Json | undefined)?.text ?? '');
	}
	if (type === 'button') return String(part.text ?? '');
	if (type === 'reaction') return String(part.emoji ?? '');
	if (type === 'location') return [part.name, part.address].filter(Boolean).join(', ') || undefined;
	if (typeof part.caption === 'string') return part.caption;
	return undefined;
}

export async function applyStatus(
	account: Account,
	message: StoredMessage,
	event: StatusEvent,
): Promise<DeliveryAttempt[]> {
	message.statuses.push({
		status: event.status,
		at: account.getTimestamp(),
		...(event.code && { code: event.code }),
	});
	const entry = entries.get(message);
	if (entry) {
		entry.status = event.status;
		if (event.code) entry.code = event.code;
		const reason = event.details ?? event.title;
		if (reason) entry.reason = reason;
	}
	account.notify('chat');
	return await deliverAll(account, account.provider.buildStatusRequests(account, message, event));
}

interface Step {
	/** After the message was accepted. */
	ms: number;
	event: StatusEvent;
	reachesPhone: boolean;
}

/** When the receipts of a message come, and which. */
function planReceipts(
	account: Account,
	message: StoredMessage,
	outcome: Outcome | undefined,
	failure: StatusEvent | undefined,
	sentFirst = account.provider.sentBeforeFailed,
): Step[] {
	const { sentMs, deliveredMs, readMs } = account.settings.receipts;
	const steps: Step[] = [];
	const add = (ms: number | null, event: StatusEvent, reachesPhone: boolean) => {
		if (ms !== null) steps.push({ ms, event, reachesPhone });
	};
	if (failure) {
		if (sentFirst) add(sentMs, { status: 'sent' }, false);
		add(sentFirst ? (deliveredMs ?? 0) : (sentMs ?? 0), failure, false);
		return steps;
	}
	const final = outcome?.final;
	if (final === 'failed' || final === 'expired') {
		const event: StatusEvent = { status: final, code: outcome?.code, title: outcome?.title };
		return planReceipts(account, message, undefined, event);
	}
	add(sentMs, { status: 'sent' }, false);
	add(deliveredMs ?? (final ? 150 : null), { status: 'delivered' }, true);
	const read =
		readMs ?? (final === 'read' || final === 'played' ? (deliveredMs ?? 150) + 100 : null);
	if (final !== 'delivered') {
		add(read, { status: final === 'played' ? 'played' : 'read' }, true);
	}
	return steps;
}

/** Stores an accepted message and schedules its receipts. */
export function acceptMessage(
	account: Account,
	input: Omit<StoredMessage, 'at' | 'statuses'>,
	options: {
		outcome?: Outcome;
		failure?: StatusEvent;
		/** Not on the phone by then, it is dropped without a word; 0: it never arrives. */
		ttlMs?: number;
		/** The failure comes without a `sent` before it, whatever the provider usually does. */
		neverSent?: boolean;
		/** The message waits that long at WhatsApp before anything becomes of it. */
		holdMs?: number;
	} = {},
): StoredMessage {
	const message: StoredMessage = { ...input, at: account.getTimestamp(), statuses: [] };
	account.messages.set(message.id, message);
	account.stats.accept(
		message.to,
		message.text ??
			JSON.stringify((message.payload as Json | null)?.[message.type] ?? message.payload),
	);
	const contact = account.contacts.get(message.to);
	const entry: ConversationEntry = {
		direction: 'out',
		at: message.at,
		id: message.id,
		type: message.type,
		payload: message.payload,
		status: 'accepted',
	};
	const text = message.text ?? getReadableText(message.payload, message.type);
	if (text !== undefined) entry.text = text;
	const media = getMedia(message.payload, message.type);
	if (media) entry.media = media;
	if (account.provider.billsMessages?.(account)) {
		const billable = !options.failure && !getFreeEntry(message, contact);
		const prefix = account.findGroup(message.to) ? 'group_' : '';
		entry.price = { category: `${prefix}${message.category}`, billable };
	}
	entries.set(message, entry);
	account.contacts.add(contact, entry);
	account.notify('chat');
	const sentFirst = account.provider.sentBeforeFailed && !options.neverSent;
	const apply = ({ event, reachesPhone }: Step) => {
		const apply = () => {
			const age = account.now() - Date.parse(message.at);
			if (options.ttlMs === undefined || age < options.ttlMs) {
				void applyStatus(account, message, event);
			}
		};
		if (!reachesPhone) apply();
		// WhatsApp tells a business nothing when a customer has blocked it: the message keeps its one check mark.
		else if (!contact.blocked) account.contacts.whenReachable(contact, apply);
	};
	const steps = planReceipts(account, message, options.outcome, options.failure, sentFirst);
	steps.sort((a, b) => a.ms - b.ms);
	// Timers of different lengths overtake each other when the machine is busy: each starts the next.
	const go = (index: number, passedMs: number) => {
		const step = steps.at(index);
		if (!step) return;
		account.schedule(step.ms - passedMs, () => {
			apply(step);
			go(index + 1, step.ms);
		});
	};
	// The steps' times count from the end of the hold.
	go(0, -(options.holdMs ?? 0));
	return message;
}
