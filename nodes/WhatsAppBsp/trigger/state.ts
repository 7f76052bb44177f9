import { sleep, type IHookFunctions, type INode, type IWebhookFunctions } from 'n8n-workflow';
import { systemClock } from '../core/clock';
import { Semaphore } from '../core/semaphore';
import { trimOldest } from '../core/trimOldest';
import type { RegisteredWebhook } from '../providers/webhook';
import { WaitRegistry } from '../waiting/waitRegistry';
import { MEDIA } from './limits';
import type { Settings } from './readSettings';
import type { EventItem } from './media/eventItem';
import { Batcher } from './receive/batcher';
import { Debouncer } from './receive/debouncer';
import { EventDeduplicator } from './receive/deduplicator';
import { StatusTracker } from './receive/statusTracker';

/*
 * What triggers remember in this process, outside of the node: n8n makes a new node object for each webhook request.
 * Everything is bounded. docs/architecture.md lists it, and the few caches of other modules.
 */

/** What one trigger remembers between requests, in this process. */
export interface TriggerState {
	deduplicator: EventDeduplicator;
	statusTracker: StatusTracker;
	batcher: Batcher<EventItem>;
	debouncer: Debouncer<EventItem>;
	/** Questions whose answers carry no reference. */
	waits: WaitRegistry;
	/** What they were restored from, or stored as, last. */
	restoredWaits?: string;
	/** Requests that were rejected since this process started. */
	rejectedCount: number;
	/** What the request before had. */
	settings?: Settings;
	/** When ids were written to static data last; of `systemClock`. */
	storedAt: number;
	/** Requests whose execution is neither created nor given up. */
	requestsInFlight: number;
}

/** Triggers, and URLs of triggers, that this process remembers. */
const MAX_TRIGGERS = 1000;

/** The least recently used come first. */
const states = new Map<string, TriggerState>();

/** Tests and live requests share nothing, apart from which waits were answered. */
export function getTriggerState(context: IWebhookFunctions, { id, name }: INode): TriggerState {
	const key = JSON.stringify([context.getWorkflow().id, id || name, isTest(context)]);
	const state = states.get(key) ?? createTriggerState();
	setLast(states, key, state);
	trimOldest(states, MAX_TRIGGERS, (other) => other !== state && isIdle(other));
	return state;
}

/** Waits of all triggers that ended with an answer: a number’s second trigger gets it too, while the execution runs. */
const answeredWaits = new Map<string, true>();

function createTriggerState(): TriggerState {
	return {
		deduplicator: new EventDeduplicator(),
		statusTracker: new StatusTracker(),
		batcher: new Batcher<EventItem>(sleep),
		debouncer: new Debouncer<EventItem>(systemClock),
		waits: new WaitRegistry(answeredWaits),
		rejectedCount: 0,
		storedAt: -Infinity,
		requestsInFlight: 0,
	};
}

/** Without unsent events. What else it remembers is in static data, or may be forgotten. */
function isIdle({ requestsInFlight, debouncer }: TriggerState): boolean {
	return requestsInFlight === 0 && debouncer.getPending().length === 0;
}

/**
 * URL and token of each webhook that was registered by this process → the webhooks before it. A workflow
 * that takes a number over from another must know what to restore once both are off. The token tells
 * accounts apart: a trigger registers the same URL for another one once its credential is changed.
 */
const previousByWebhook = new Map<string, RegisteredWebhook[]>();

export function storePrevious(
	url: string,
	token: string | undefined,
	previous: readonly RegisteredWebhook[],
): void {
	setLast(previousByWebhook, JSON.stringify([url, token]), [...previous]);
	trimOldest(previousByWebhook, MAX_TRIGGERS);
}

/** What this process knows, where n8n has not saved it: an activation that failed half-way. */
export function getPrevious(url: string, token: string | undefined): RegisteredWebhook[] {
	return previousByWebhook.get(JSON.stringify([url, token])) ?? [];
}

/** URL and token of each webhook that this process has removed → when, of `systemClock`. */
const removedWebhooks = new Map<string, number>();

/** By then, n8n has removed the other triggers of the workflow, and responds with 404. */
const REMOVAL_MS = 60_000;

export function recordRemoved(url: string, token: string | undefined): void {
	setLast(removedWebhooks, JSON.stringify([url, token]), systemClock.now());
	trimOldest(removedWebhooks, MAX_TRIGGERS);
}

export function forgetRemoved(url: string, token: string | undefined): void {
	removedWebhooks.delete(JSON.stringify([url, token]));
}

/** Whether that was just now. */
export function wasRemoved(url: string, token: string | undefined): boolean {
	const at = removedWebhooks.get(JSON.stringify([url, token])) ?? -Infinity;
	return systemClock.now() - at < REMOVAL_MS;
}

/**
 * URL and token of each webhook that this process has removed → the URL that got the number back. If the activation of a
 * workflow fails while n8n starts, n8n removes its webhook and tries again, with what it read before of static data
 * (seen with 2.39.10, `active-workflow-manager.js`).
 */
const restoredUrls = new Map<string, string>();

export function recordRestored(url: string, token: string | undefined, restored: string): void {
	setLast(restoredUrls, JSON.stringify([url, token]), restored);
	trimOldest(restoredUrls, MAX_TRIGGERS);
}

export function forgetRestored(url: string, token: string | undefined): void {
	restoredUrls.delete(JSON.stringify([url, token]));
}

export function getRestored(url: string, token: string | undefined): string | undefined {
	return restoredUrls.get(JSON.stringify([url, token]));
}

/** Downloads share the memory of the process, so all triggers share these slots. */
export const downloads = new Semaphore(MEDIA.maxConcurrency);

/** Requests that are being forwarded, of all triggers. */
export const forwarding = { inFlight: 0, bytes: 0 };

/** Messages being marked as read, of all triggers. */
export const marking = { inFlight: 0 };

/** Whether somebody listens for a test event in the editor. */
export function isTest(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

function setLast<T>(map: Map<string, T>, key: string, value: T): void {
	map.delete(key);
	map.set(key, value);
}
