import { sleep } from 'n8n-workflow';

/** Time, in milliseconds; tests bring their own. */
export interface Clock {
	/** Never goes back, unlike the time of day. */
	now(): number;
	sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = { now: () => performance.now(), sleep };
