import { sleep, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { Batcher } from '../events/batch';
import { Bursts } from '../events/bursts';
import { SeenIds } from '../events/duplicates';
import { Progress } from '../events/progress';
import type { Parcel } from './parcel';

/** What became of a trigger's calls since this process started. */
export interface Counters {
	taken: number;
	ignored: number;
	seenBefore: number;
	notTaken: number;
	refused: number;
}

/** What one trigger remembers between calls, in this process. */
export interface Memory {
	seen: SeenIds;
	progress: Progress;
	batches: Batcher<Parcel>;
	bursts: Bursts<Parcel>;
	counters: Counters;
}

const memories = new Map<string, Memory>();

/** n8n makes a new node object for each call, so this lives outside. Tests and live calls share nothing. */
export function memoryOf(context: IHookFunctions | IWebhookFunctions): Memory {
	const { id, name } = context.getNode();
	const key = JSON.stringify([context.getWorkflow().id, id || name, isTest(context)]);
	const known = memories.get(key);
	if (known) return known;
	const memory: Memory = {
		seen: new SeenIds(),
		progress: new Progress(),
		batches: new Batcher<Parcel>(sleep),
		bursts: new Bursts<Parcel>({ now: () => performance.now(), sleep }),
		counters: { taken: 0, ignored: 0, seenBefore: 0, notTaken: 0, refused: 0 },
	};
	memories.set(key, memory);
	return memory;
}

/** Whether somebody listens for a test event in the editor. */
export function isTest(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}
