import {
	sleep,
	WAIT_INDEFINITELY,
	type IExecuteFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { isObject } from '../core/parse';
import type { WaitResponseType } from '../providers/capabilities';

/** What a waiting node knows about its question when the answer comes. n8n saves it with the execution. */
export interface WaitState {
	provider: string;
	responseType: WaitResponseType;
	/** Of the question that is open; see `WaitReference`. */
	questionId: string;
	/** Of the question; null where the provider gave none. */
	messageId: string | null;
	to: string;
	/** Everything that the asked person may be called in an event: numbers in digits, BSUIDs. */
	people: string[];
	/** What the page shows that a link leads to, where the chat has no buttons. */
	page?: LinkPage;
}

/** The page of one question. */
export interface LinkPage {
	question: string;
	choices: Choice[];
	isApproval: boolean;
}

/** One answer that can be chosen. */
export interface Choice {
	title: string;
	value: string;
	description?: string;
}

/** What an approval's buttons stand for. */
export const APPROVE = 'yes';
export const DECLINE = 'no';

const KEY = 'wait';

/** Of the execution: when its latest question's wait ends, in milliseconds since 1970. */
const UNTIL_KEY = 'whatsAppBspWaitUntil';

/** So long before a wait ends, n8n sets its timer. */
const TIMER_MS = 70_000;

/** For n8n to find the execution running. */
const TIMER_SLACK_MS = 1000;

/**
 * Before an execution asks again. n8n doesn't clear the timer of a wait that was answered shortly before its end,
 * and ends the execution's next wait with it (seen with 2.39.10, `wait-tracker.js`).
 * @param until when the next wait ends; undefined: never
 * @returns whether there was one to wait for
 */
export async function waitForEarlierTimer(
	context: IExecuteFunctions,
	until: Date | undefined,
): Promise<boolean> {
	const earlier = Number(context.getContext('flow')[UNTIL_KEY] ?? 0);
	const endsWithIt = until !== undefined && until.getTime() <= earlier + TIMER_SLACK_MS;
	if (endsWithIt || !isTimerPending(earlier)) return false;
	await sleep(earlier - Date.now() + TIMER_SLACK_MS);
	return true;
}

/** Whether n8n may have set a timer for a wait until then, in milliseconds since 1970. */
function isTimerPending(until: number): boolean {
	const remainingMs = until - Date.now();
	return remainingMs > 0 && remainingMs <= TIMER_MS;
}

/** @param until when the execution goes on without an answer; undefined: never */
export async function startWaiting(
	context: IExecuteFunctions,
	state: WaitState,
	until: Date | undefined,
): Promise<void> {
	context.getContext('node')[KEY] = state;
	const flow = context.getContext('flow');
	const earlier = Number(flow[UNTIL_KEY] ?? 0);
	// A wait that ends before an earlier one would have: that one's timer is still set.
	const latest = Math.max(earlier, until?.getTime() ?? 0);
	flow[UNTIL_KEY] = isTimerPending(earlier) ? latest : until?.getTime();
	await context.putExecutionToWait(until ?? WAIT_INDEFINITELY);
}

/**
 * Undefined where the execution waits for nothing.
 * @throws what n8n throws when it is too busy for an expression
 */
export function getWaitState(context: IWebhookFunctions): WaitState | undefined {
	const name = quote(context.getNode().name);
	const state = context.evaluateExpression(`{{ $node[${name}].context[${quote(KEY)}] }}`);
	return isObject(state) ? (state as unknown as WaitState) : undefined;
}

/** A text in an expression, which braces would end or begin, in quotes too. */
function quote(text: string): string {
	return JSON.stringify(text).replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d'));
}
