import {
	sleep,
	type IDataObject,
	type IN8nHttpFullResponse,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { asObject } from '../core/parse';
import type { Account } from '../providers/request';
import type { WaitAnswer } from './answer';
import { createProof, PROOF_HEADER } from './proof';
import type { WaitReference } from './reference';

/** n8n itself responds with 200 to some calls that resumed nothing, so only this counts. */
export const RESUMED = { status: 'resumed' } as const;

export const ANSWER_PURPOSE = 'answer';

/** Milliseconds before each repetition while n8n still saves the execution that sends the question. */
const RETRY_DELAYS_MS = [50, 50, 100, 200, 400, 800, 1600, 3200];

const TIMEOUT_MS = 15_000;

/** Why an answer resumed nothing, for the log; undefined: it did. */
export type ResumeFailure = string | undefined;

/** Hands an answer to the execution that waits for it. */
export async function resumeExecution(
	context: IWebhookFunctions,
	reference: Omit<WaitReference, 'value'>,
	answer: WaitAnswer,
	account: Account,
): Promise<ResumeFailure> {
	const { executionId, nodeId, signature } = reference;
	const path = `${executionId}/${nodeId}`;
	const body = JSON.stringify({ reference: `${path}?${signature}`, ...answer });
	const request = {
		method: 'POST' as const,
		url: `${getWaitingUrl(context)}/${path}?signature=${signature}`,
		headers: {
			'Content-Type': 'application/json',
			[PROOF_HEADER]: createProof(ANSWER_PURPOSE, body, account),
		},
		body,
		encoding: 'text' as const,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};
	for (let attempt = 0; ; attempt++) {
		let response: IN8nHttpFullResponse;
		try {
			response = (await context.helpers.httpRequest(request)) as IN8nHttpFullResponse;
		} catch (error) {
			return `n8n can’t be reached at its own URL: ${(error as Error).message}`;
		}
		const { statusCode } = response;
		const text = toText(response.body);
		if (statusCode === 200 && parseObject(text).status === RESUMED.status) return undefined;
		const delayMs = RETRY_DELAYS_MS.at(attempt);
		if (!mayStartWaiting(statusCode, text) || delayMs === undefined) {
			return describeFailure(statusCode, text);
		}
		await sleep(delayMs);
	}
}

/** Still sending, or another answer is being taken at this moment. */
function mayStartWaiting(statusCode: number, text: string): boolean {
	return statusCode === 409 ? text.includes('running') : statusCode >= 500;
}

function describeFailure(statusCode: number, text: string): string {
	const { reason } = parseObject(text);
	if (typeof reason === 'string') return reason;
	if (statusCode === 200 || statusCode === 409) return 'the execution doesn’t wait any more';
	if (statusCode === 401) return 'its reference isn’t valid in this n8n';
	if (statusCode === 404) return 'the execution doesn’t exist';
	return `n8n responded with ${statusCode}`;
}

/** Where this n8n resumes executions: `https://n8n.example.com/webhook-waiting`. */
function getWaitingUrl(context: IWebhookFunctions): string {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}')));
	return `${url.origin}${url.pathname.replace(/\/[^/]*$/, '')}`;
}

function toText(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body ?? '');
}

function parseObject(text: string): IDataObject {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return {};
	}
}
