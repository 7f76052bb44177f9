import { sleep, type IExecuteFunctions } from 'n8n-workflow';

/*
 * n8n sets a timer for each wait that ends soon. It doesn't clear the timer of one that was answered shortly before
 * its end, and then ends the execution's next wait with it (seen with 2.39.10, `wait-tracker.js`).
 */

/** Of the execution: when its latest question's wait ends, in milliseconds since 1970. */
const UNTIL_KEY = 'whatsAppBspWaitUntil';

/** So long before a wait ends, n8n sets its timer. */
const TIMER_MS = 70_000;

/** For n8n to find the execution running. */
const TIMER_SLACK_MS = 1000;

/** Whether the execution has asked with a limit before. */
export function hasEarlierTimer(context: IExecuteFunctions): boolean {
	return context.getContext('flow')[UNTIL_KEY] !== undefined;
}

/**
 * Before an execution asks again.
 * @param until when the next wait ends; undefined: never
 */
export async function waitForEarlierTimer(
	context: IExecuteFunctions,
	until: Date | undefined,
): Promise<void> {
	const earlier = Number(context.getContext('flow')[UNTIL_KEY] ?? 0);
	const endsWithIt = until !== undefined && until.getTime() <= earlier + TIMER_SLACK_MS;
	if (endsWithIt || !isTimerPending(earlier)) return;
	await sleep(earlier - Date.now() + TIMER_SLACK_MS);
}

/** @param until when the execution's wait ends; undefined: never */
export function rememberTimer(context: IExecuteFunctions, until: Date | undefined): void {
	const flow = context.getContext('flow');
	const earlier = Number(flow[UNTIL_KEY] ?? 0);
	// A wait that ends before an earlier one would have: that one's timer is still set.
	const latest = Math.max(earlier, until?.getTime() ?? 0);
	flow[UNTIL_KEY] = isTimerPending(earlier) ? latest : until?.getTime();
}

/** Whether n8n may have set a timer for a wait until then, in milliseconds since 1970. */
function isTimerPending(until: number): boolean {
	const remainingMs = until - Date.now();
	return remainingMs > 0 && remainingMs <= TIMER_MS;
}
