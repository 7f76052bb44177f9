import type { IExecuteFunctions } from 'n8n-workflow';
import { trimOldest } from '../core/trimOldest';
import type { WaitState } from './waitState';

/** A question that is asked, and when its wait ends. */
export interface AskedQuestion {
	state: WaitState;
	until: Date | undefined;
}

const MAX_ASKED = 1000;

/**
 * Questions of executions that have asked before. If `N8N_CONCURRENCY_PRODUCTION_LIMIT` is reached when an earlier
 * question's timer rings, n8n queues what it read then, and runs it once the execution waits again: this node a second
 * time, in the same process (seen with 2.39.10, `active-executions.js`).
 */
const askedQuestions = new Map<string, AskedQuestion>();

export function rememberAsked(context: IExecuteFunctions, question: AskedQuestion): void {
	askedQuestions.set(getRunKey(context), question);
	trimOldest(askedQuestions, MAX_ASKED);
}

/** What this very run of the node has asked before. */
export function findAsked(context: IExecuteFunctions): AskedQuestion | undefined {
	return askedQuestions.size === 0 ? undefined : askedQuestions.get(getRunKey(context));
}

function getRunKey(context: IExecuteFunctions): string {
	const run: unknown = context.evaluateExpression('{{ $runIndex }}', 0);
	return JSON.stringify([context.getExecutionId(), context.getNode().id, run]);
}
