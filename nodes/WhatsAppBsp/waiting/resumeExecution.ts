import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { Semaphore } from '../core/semaphore';
import type { Account } from '../providers/request';
import { catchNetworkError, NetworkError } from '../transport/networkError';
import type { WaitAnswer } from './answer';
import { isN8nUnavailable, isStarting, postToN8n, type N8nResponse } from './postToN8n';
import type { WaitPath } from './reference';

/** n8n itself responds with 200 to some requests that resumed nothing, so only this counts. */
export const RESUMED = { status: 'resumed' } as const;

export const ANSWER_PURPOSE = 'answer';

/** Milliseconds before each repetition while n8n still saves the execution that sends the question. */
const RETRY_DELAYS_MS = [50, 50, 100, 200, 400, 800, 1600, 3200];

/**
 * After a restart, the provider delivers all answers of the meantime at once. n8n accepts none of them
 * faster if it gets all, and each has its whole time-out once it is its turn.
 */
const slots = new Semaphore(8);

/** Why an answer resumed nothing. */
export interface ResumeFailure {
	/** For the log. */
	reason: string;
	/** n8n could not say: what comes next may still be the answer. */
	mayStillWait: boolean;
	/** n8n is overloaded, restarts, or still saves the execution: the answer may be accepted if it is delivered again. */
	isBusy: boolean;
	/** Nobody knows whether n8n has accepted it: a proxy in front of n8n has failed, or no response came. */
	mayBeAccepted?: boolean;
}

interface ResumeOptions {
	/** Its secrets prove that the answer comes from a trigger of this package. */
	account: Account;
	/** Asked before each repetition: another answer may have been accepted meanwhile. */
	isOver?: () => boolean;
}

/** @returns undefined if the answer was accepted */
export async function resumeExecution(
	context: IWebhookFunctions,
	{ executionId, nodeId, signature, questionId }: WaitPath,
	answer: WaitAnswer,
	{ account, isOver = () => false }: ResumeOptions,
): Promise<ResumeFailure | undefined> {
	const path = `${executionId}/${nodeId}`;
	const url = `${getWaitingUrl(context)}/${path}?signature=${signature}`;
	const content = { reference: `${path}?${signature}`, questionId, ...answer };
	let isBusy = false;
	let mayBeAccepted = false;
	for (let attempt = 0; ; attempt++) {
		const outcome = await post(context, url, content, account);
		if (!outcome) return undefined;
		isBusy = outcome.mayStillWait && (isBusy || outcome.isBusy);
		mayBeAccepted ||= outcome.mayBeAccepted ?? false;
		const delayMs = RETRY_DELAYS_MS.at(attempt);
		if (!outcome.isWorthRepeating || delayMs === undefined)
			return { ...outcome, isBusy, mayBeAccepted };
		await sleep(delayMs);
		if (isOver()) return { reason: OVER, mayStillWait: false, isBusy: false, mayBeAccepted };
	}
}

type Attempt = ResumeFailure & { isWorthRepeating: boolean };

/** @returns undefined if the answer was accepted */
async function post(
	context: IWebhookFunctions,
	url: string,
	content: object,
	account: Account,
): Promise<Attempt | undefined> {
	const release = await slots.acquire();
	try {
		const request = { purpose: ANSWER_PURPOSE, content, account };
		const response = await catchNetworkError(postToN8n(context, url, request));
		return response instanceof NetworkError ? evaluateError(response) : evaluateResponse(response);
	} finally {
		release();
	}
}

function evaluateResponse(response: N8nResponse): Attempt | undefined {
	if (response.statusCode === 200 && response.json.status === RESUMED.status) return undefined;
	const isBusy = isWorthRepeating(response);
	return {
		reason: describeFailure(response),
		mayStillWait: isBusy || !isVerdict(response),
		isBusy,
		mayBeAccepted: response.statusCode > 500,
		isWorthRepeating: isBusy,
	};
}

/** The connection was closed. After a time-out, n8n isn't asked again: it may be about to accept the answer. */
const HUNG_UP = ['ECONNRESET', 'EPIPE'];

function evaluateError({ error, requestNotSent }: NetworkError): Attempt {
	return {
		reason: `n8n cannot be reached at its own URL (${error.details})`,
		mayStillWait: true,
		// What can’t be reached at all would be redelivered for nothing.
		isBusy: !requestNotSent,
		mayBeAccepted: !requestNotSent,
		isWorthRepeating: HUNG_UP.includes(error.code),
	};
}

/**
 * Still sending, another answer is being accepted at this moment, or n8n starts or is overloaded. The first two are in
 * the text of n8n's error (seen with 2.39.10, `waiting-webhooks.js`), or of the waiting node's.
 */
function isWorthRepeating(response: N8nResponse): boolean {
	if (response.statusCode === 409) return response.text.includes('running');
	return isN8nUnavailable(response);
}

/** n8n's own, or the waiting node's. What a proxy or a firewall refuses, the execution still waits for. */
function isVerdict({ statusCode, json }: N8nResponse): boolean {
	return [200, 401, 404, 409].includes(statusCode) || json.status === 'rejected';
}

const OVER = 'the execution no longer waits';

function describeFailure(response: N8nResponse): string {
	const {
		statusCode,
		json: { reason },
	} = response;
	if (typeof reason === 'string') return reason;
	if (isStarting(response)) return 'n8n is starting up';
	if (statusCode === 200 || statusCode === 409) return OVER;
	if (statusCode === 401) return 'its reference is not valid in this n8n';
	if (statusCode === 404) return 'the execution does not exist';
	return `n8n responded with ${statusCode}`;
}

/** Where this n8n resumes executions: `https://n8n.example.com/webhook-waiting`. */
function getWaitingUrl(context: IWebhookFunctions): string {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}')));
	return `${url.origin}${url.pathname.replace(/\/[^/]*$/, '')}`;
}
