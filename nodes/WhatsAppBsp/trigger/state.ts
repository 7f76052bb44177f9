import { sleep, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { Batcher } from './receive/batcher';
import { Debouncer } from './receive/debouncer';
import { EventDeduplicator } from './receive/deduplicator';
import { StatusTracker } from './receive/statusTracker';
import type { EventItem } from './media/eventItem';

/** What became of a trigger's calls since this process started. */
export interface Counters {
	accepted: number;
	ignored: number;
	duplicates: number;
	failed: number;
	rejected: number;
}

/** What one trigger remembers between calls, in this process. */
export interface TriggerState {
	deduplicator: EventDeduplicator;
	statusTracker: StatusTracker;
	batcher: Batcher<EventItem>;
	debouncer: Debouncer<EventItem>;
	counters: Counters;
}

const states = new Map<string, TriggerState>();

/** n8n makes a new node object for each call, so this lives outside. Tests and live calls share nothing. */
export function getTriggerState(context: IHookFunctions | IWebhookFunctions): TriggerState {
	const { id, name } = context.getNode();
	const key = JSON.stringify([context.getWorkflow().id, id || name, isTest(context)]);
	const known = states.get(key);
	if (known) return known;
	const memory: TriggerState = {
		deduplicator: new EventDeduplicator(),
		statusTracker: new StatusTracker(),
		batcher: new Batcher<EventItem>(sleep),
		debouncer: new Debouncer<EventItem>({ now: () => performance.now(), sleep }),
		counters: { accepted: 0, ignored: 0, duplicates: 0, failed: 0, rejected: 0 },
	};
	states.set(key, memory);
	return memory;
}

/** Whether somebody listens for a test event in the editor. */
export function isTest(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}
