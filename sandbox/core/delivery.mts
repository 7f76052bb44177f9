import { Agent } from 'node:http';
import axios from 'axios';
import type { Account } from './account.mts';
import type { DeliveryAttempt, WebhookRequest } from './types.mts';

/**
 * A connection for each request. n8n closes one that was idle for five seconds, maybe while the next request is on its
 * way: that would be lost, as not every provider sends again.
 */
const agent = new Agent({ keepAlive: false });

/** Credentials inside a callback URL become Basic auth, as Modica's portal has it. */
function separateCredentials(url: string): { url: string; authorization?: string } {
	const parsed = new URL(url);
	if (!parsed.username && !parsed.password) return { url };
	const pair = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
	parsed.username = '';
	parsed.password = '';
	return {
		url: parsed.toString(),
		authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
	};
}

async function attempt(
	account: Account,
	request: WebhookRequest,
	number: number,
): Promise<DeliveryAttempt> {
	const started = performance.now();
	const record: DeliveryAttempt = {
		at: account.getTimestamp(),
		url: request.url,
		method: request.method,
		headers: request.headers,
		body: request.body,
		status: null,
		attempt: number,
		ms: 0,
	};
	try {
		const { url, authorization } = separateCredentials(request.url);
		if (authorization) record.headers = { ...request.headers, authorization };
		const response = await axios.request<string>({
			url,
			method: request.method,
			headers: record.headers,
			// A Buffer goes out untouched: the signature is over exactly these bytes.
			data: request.body === undefined ? undefined : Buffer.from(request.body),
			httpAgent: agent,
			timeout: account.settings.webhookTimeoutMs,
			maxRedirects: 0,
			maxContentLength: 1_000_000,
			validateStatus: () => true,
			responseType: 'text',
			transformResponse: (data: unknown) => data,
			proxy: false,
		});
		record.status = response.status;
		record.response = String(response.data ?? '').slice(0, 500);
	} catch (error) {
		record.error = error instanceof Error ? error.message : String(error);
	}
	record.ms = Math.round(performance.now() - started);
	if (!account.closed) account.deliveries.push(record);
	account.notify('log');
	return record;
}

/**
 * Delivers a webhook and returns its first attempt. Only 200 counts as accepted; anything else is
 * delivered again after the account's delays. Only 360dialog documents that it does so.
 */
export async function deliver(
	account: Account,
	request: WebhookRequest,
	number = 1,
): Promise<DeliveryAttempt> {
	const record = await attempt(account, request, number);
	if (record.status === 200) {
		for (const next of request.andThen ?? []) void deliver(account, next);
		return record;
	}
	const delay = account.settings.retryDelaysMs[number - 1];
	if (delay !== undefined)
		account.schedule(delay, () => void deliver(account, request, number + 1));
	return record;
}

export const deliverAll = (
	account: Account,
	requests: WebhookRequest[],
): Promise<DeliveryAttempt[]> => Promise.all(requests.map((request) => deliver(account, request)));
