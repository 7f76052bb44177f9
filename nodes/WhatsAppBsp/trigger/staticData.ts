import { randomUUID } from 'crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { WhatsAppEvent } from '../core/event';
import type { SecretHeader, RegisteredWebhook } from '../providers/webhook';
import { DEBOUNCE } from './limits';
import type { EventDeduplicator } from './receive/deduplicator';

/**
 * What a trigger keeps in the workflow's static data. n8n saves it after an activation, and after a
 * production request, once the execution is created and before the response; whole and without a lock.
 * A request may therefore overwrite it with what it read before others wrote.
 */
export interface TriggerStaticData {
	/** The header that the provider was told to send. */
	secretHeader?: SecretHeader;
	/** The webhooks that were registered before this one, the latest first. */
	previous?: RegisteredWebhook[];
	/** The token of the webhook that replaced them. Other accounts have other tokens, and other previous webhooks. */
	previousToken?: string;
	/** URL of this trigger's main webhook. */
	mainUrl?: string;
	/** URL of this trigger's additional webhook, which replaced none. */
	additionalUrl?: string;
	/** Hashes of the events whose executions were created last; see `EventDeduplicator`. */
	recentIds?: string;
	/** Acknowledged events whose execution is not created yet. */
	pendingEvents?: PendingEvent[];
	/** Questions whose answers carry no reference, as JSON: n8n would make two proxies of each for each request. */
	waits?: string;
}

/** What belongs to a registered webhook, and ends with it. */
export const REGISTRATION_KEYS = [
	'additionalUrl',
	'mainUrl',
	'previous',
	'previousToken',
	'secretHeader',
] as const;

/** An event that waits until its sender is quiet. */
export interface PendingEvent {
	event: WhatsAppEvent;
	/** The process that has it in memory as well. */
	processId: string;
	/** Unix time in milliseconds. */
	at: number;
}

/** Identifies this process, so that events stored before a restart can be recognized. */
const PROCESS_ID = randomUUID();

/** Milliseconds after which the process that stored a pending event is taken to have ended. */
export const ORPHANED_AFTER_MS = DEBOUNCE.maxQuietMs + 5000;

/** This node's part of the workflow's static data; what is written to it is kept. */
export function getStaticData(context: IHookFunctions | IWebhookFunctions): TriggerStaticData {
	return context.getWorkflowStaticData('node') as TriggerStaticData;
}

/** Acknowledged by a process that ended before their execution was created. */
export function getOrphanedEvents(
	{ pendingEvents = [] }: TriggerStaticData,
	afterMs: number,
): WhatsAppEvent[] {
	const latest = Date.now() - afterMs;
	return pendingEvents
		.filter(({ processId, at }) => processId !== PROCESS_ID && at < latest)
		.map(({ event }) => event);
}

/**
 * An event of another process stays until its execution is created. Its age says nothing: it may have
 * become orphaned while this request was running, which then has not claimed it.
 */
export function persistPendingEvents(
	data: TriggerStaticData,
	deduplicator: EventDeduplicator,
	pending: readonly WhatsAppEvent[],
): void {
	const at = Date.now();
	const elsewhere = (data.pendingEvents ?? []).filter(
		({ processId, event }) => processId !== PROCESS_ID && !deduplicator.isCreated(event),
	);
	const here = pending.map((event) => ({ event, processId: PROCESS_ID, at }));
	if (data.pendingEvents || here.length > 0) data.pendingEvents = [...elsewhere, ...here];
}
