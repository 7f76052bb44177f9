import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { parseJson } from '../core/json';
import { asObject } from '../core/parse';
import type { Account } from '../providers/request';
import { requestWithDeadline } from '../transport/requestWithDeadline';
import { createProof, PROOF_HEADER } from './proof';

/** Long: after it, nobody knows whether an overloaded n8n accepted the answer. */
const TIMEOUT_MS = 60_000;

/** A request to another node of this package. */
export interface N8nRequest {
	/** What the proof is for. */
	purpose: string;
	/** The body, as JSON. */
	content: object;
	/** Whose secrets prove where the request comes from. */
	account: Account;
	headers?: Record<string, string>;
}

export interface N8nResponse {
	statusCode: number;
	text: string;
	/** The body's object; empty for anything else. */
	json: IDataObject;
}

/** Of a proxy in front of n8n as well: request timeout, too early, too many requests. */
const BUSY_STATUSES = [408, 425, 429];

/** n8n, or a proxy in front of it, can't respond at this moment. */
export function isN8nUnavailable(response: N8nResponse): boolean {
	const { statusCode } = response;
	return statusCode >= 500 || BUSY_STATUSES.includes(statusCode) || isStarting(response);
}

/** Until n8n is ready, it responds so to every request (seen with 2.39.10, `abstract-server.js`). */
export function isStarting({ statusCode, text }: N8nResponse): boolean {
	return statusCode === 200 && text.includes('n8n is starting up');
}

/** @throws NetworkError without a complete response in time */
export async function postToN8n(
	context: IExecuteFunctions | IWebhookFunctions,
	url: string,
	{ purpose, content, account, headers = {} }: N8nRequest,
): Promise<N8nResponse> {
	const body = JSON.stringify(content);
	const allHeaders = {
		'Content-Type': 'application/json',
		[PROOF_HEADER]: createProof(purpose, body, account),
		...headers,
	};
	const { statusCode, text } = await requestWithDeadline(
		context,
		{ method: 'POST', url, headers: allHeaders, body },
		TIMEOUT_MS,
	);
	return { statusCode, text, json: asObject(parseJson(text)) };
}
