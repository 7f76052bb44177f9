import { WAIT_INDEFINITELY, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { isObject } from '../core/parse';
import type { WaitResponseType } from '../providers/capabilities';
import { rememberTimer } from './earlierTimer';

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

/** @param until when the execution goes on without an answer; undefined: never */
export async function startWaiting(
	context: IExecuteFunctions,
	state: WaitState,
	until: Date | undefined,
): Promise<void> {
	context.getContext('node')[KEY] = state;
	rememberTimer(context, until);
	await context.putExecutionToWait(until ?? WAIT_INDEFINITELY);
}

/**
 * Undefined where the execution waits for nothing.
 * @throws what n8n throws when it is too busy for an expression
 */
export function getWaitState(context: IWebhookFunctions): WaitState | undefined {
	const name = toExpressionLiteral(context.getNode().name);
	const state = context.evaluateExpression(`{{ $node[${name}].context.${KEY} }}`);
	return isObject(state) ? (state as unknown as WaitState) : undefined;
}

/** A text in an expression, which braces would end or begin, in quotes too. */
function toExpressionLiteral(text: string): string {
	return JSON.stringify(text).replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d'));
}
