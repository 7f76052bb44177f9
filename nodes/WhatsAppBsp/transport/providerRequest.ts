import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NetworkError } from './networkError';
import { redactSecrets } from './redactSecrets';
import { parseJson } from '../core/json';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

/** Milliseconds a provider may take to answer. Uploads move up to 100 MB. */
const TIMEOUT_MS = { message: 60_000, file: 300_000 };

/** An id such as `..` would lead to another address than its operation’s, whatever its encoding. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;

type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

/**
 * Sends one request with the credential's secret added by n8n. Never throws for an HTTP status:
 * providers put errors into 200s and rate limits into 400s, so the reply is judged by its reader.
 * Redirects are not followed: the secret stays on the account's own host.
 *
 * @param account its secrets are blotted out wherever the provider's answer repeats them
 * @param timeoutMs for the answer; a file gets more time in any case
 * @throws NoAnswer when nobody answered, with what is known about whether the request was taken
 */
export async function providerRequest(
	context: RequestContext,
	credential: string,
	request: ProviderRequest,
	account: Account = {},
	timeoutMs = TIMEOUT_MS.message,
): Promise<ProviderResponse> {
	const isFile = request.body instanceof FormData || Buffer.isBuffer(request.body);
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		headers: {
			Accept: 'application/json',
			...getContentType(request),
			...request.headers,
		},
		...(request.qs ? { qs: request.qs } : {}),
		...(request.body !== undefined ? { body: request.body } : {}),
		encoding: request.binary ? 'arraybuffer' : 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: isFile || request.binary ? Math.max(TIMEOUT_MS.file, timeoutMs) : timeoutMs,
	};
	if (DOT_SEGMENT.test(request.url))
		throw NetworkError.from({ code: 'ERR_INVALID_URL' }, request.url);
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credential,
			options,
		)) as IN8nHttpFullResponse;
	} catch (error) {
		// The helper's own error holds the whole request, secret included: it goes no further.
		throw NetworkError.from(error, request.url);
	}
	return toResponse(response, account);
}

function getContentType(request: ProviderRequest): Record<string, string> {
	if (request.form) return { 'Content-Type': 'application/x-www-form-urlencoded' };
	const isJson =
		request.body !== undefined &&
		!Buffer.isBuffer(request.body) &&
		!(request.body instanceof FormData);
	return isJson ? { 'Content-Type': 'application/json' } : {};
}

function toResponse(response: IN8nHttpFullResponse, account: Account): ProviderResponse {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(response.headers ?? {})) {
		headers[name.toLowerCase()] = redactSecrets(String(value), account);
	}
	const { body } = response;
	if (Buffer.isBuffer(body) || body instanceof ArrayBuffer) {
		const bytes = Buffer.from(body as ArrayBuffer);
		const isText = /json|text/.test(headers['content-type'] ?? '');
		const text = isText ? redactSecrets(bytes.toString('utf8'), account) : '';
		return { statusCode: response.statusCode, headers, json: parseJson(text), text, bytes };
	}
	// A mock or a future helper may parse by itself; the reader sees the same either way.
	const text = redactSecrets(typeof body === 'string' ? body : JSON.stringify(body ?? ''), account);
	return { statusCode: response.statusCode, headers, json: parseJson(text), text };
}
