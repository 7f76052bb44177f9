import type {
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { parseJson } from '../core/json';
import { asObject } from '../core/parse';
import type { Account } from '../providers/request';
import { toBodyText } from '../transport/providerRequest';
import { createProof, PROOF_HEADER } from './proof';

/** Long: after it, nobody knows whether an overloaded n8n took the answer. */
const TIMEOUT_MS = 60_000;

export interface N8nResponse {
	statusCode: number;
	text: string;
	/** The body's object; empty for anything else. */
	json: IDataObject;
}

/**
 * A proven request to another node of this package.
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
	const { statusCode, body: received } = (await context.helpers.httpRequest({
		method: 'POST',
		url,
		headers: {
			'Content-Type': 'application/json',
			[PROOF_HEADER]: createProof(purpose, body, account),
			...headers,
		},
		body,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
		abortSignal: AbortSignal.timeout(TIMEOUT_MS),
	})) as IN8nHttpFullResponse;
	const text = toBodyText(received);
	return { statusCode, text, json: asObject(parseJson(text)) };
}
