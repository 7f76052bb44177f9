import { sleep } from 'n8n-workflow';

/** Longest time of a Node.js timer: a longer one fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time in milliseconds; tests bring their own. */
export interface Clock {
	/** Never goes back, unlike the time of day. */
	now(): number;
	/** Sleeps `MAX_TIMER_MS` at most; callers that need longer sleep again. */
	sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
	now: () => performance.now(),
	sleep: async (ms) => await sleep(Math.min(ms, MAX_TIMER_MS)),
};
