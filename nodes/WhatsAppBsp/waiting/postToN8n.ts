import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { parseJson } from '../core/json';
import { asObject } from '../core/parse';
import type { Account } from '../providers/request';
import { toBodyText } from '../transport/providerRequest';
import { requestWithDeadline } from '../transport/requestWithDeadline';
import { createProof, PROOF_HEADER } from './proof';

/** Long: after it, nobody knows whether an overloaded n8n accepted the answer. */
const TIMEOUT_MS = 60_000;

export interface N8nResponse {
	statusCode: number;
	text: string;
	/** The body's object; empty for anything else. */
	json: IDataObject;
}

/** Of a proxy in front of n8n as well: request timeout, too early, too many requests. */
const BUSY_STATUSES = [408, 425, 429];

/** n8n, or a proxy in front of it, can't respond at this moment. */
export function isUnavailable(response: N8nResponse): boolean {
	const { statusCode } = response;
	return statusCode >= 500 || BUSY_STATUSES.includes(statusCode) || isStarting(response);
}

/** What n8n responds to every call with, with status 200, until it is ready. */
export function isStarting({ statusCode, text }: N8nResponse): boolean {
	return statusCode === 200 && text.includes('n8n is starting up');
}

/**
 * A request to another node of this package, which can verify where it comes from.
 * @throws what n8n's helper throws when there is no response
 */
export async function postToN8n(
	context: IExecuteFunctions | IWebhookFunctions,
	url: string,
	purpose: string,
	content: object,
	account: Account,
	headers: Record<string, string> = {},
): Promise<N8nResponse> {
	const body = JSON.stringify(content);
	const allHeaders = {
		'Content-Type': 'application/json',
		[PROOF_HEADER]: createProof(purpose, body, account),
		...headers,
	};
	const { statusCode, body: received } = await requestWithDeadline(
		context,
		{ method: 'POST', url, headers: allHeaders, body },
		TIMEOUT_MS,
	);
	const text = toBodyText(received);
	return { statusCode, text, json: asObject(parseJson(text)) };
}
