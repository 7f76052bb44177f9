import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { setDeadline } from './deadline';
import { NetworkError } from './networkError';
import { CREDENTIAL_NOT_READ } from './networkErrors';
import { getRedactedBody, getSentSecrets, MIN_SECRET_LENGTH } from './redactSecrets';
import { MAX_TIMER_MS } from '../core/clock';
import { parseJson } from '../core/json';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

/** Milliseconds for a whole exchange. Uploads and downloads move up to 100 MB. */
const TIMEOUT_MS = { message: 60_000, file: 300_000 };

/** An ID such as `..` would lead to another URL than its operation’s, however it is encoded. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;

/** Credential types that the log has warned about; there are as many as providers. */
const warnedCredentials = new Set<string>();

/** Accounts whose secrets were looked at. */
const checkedAccounts = new WeakSet<Account>();

type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

interface RequestOptions {
	/** For the whole exchange; a file gets at least `TIMEOUT_MS.file`. */
	timeoutMs?: number;
	/** Set: stopping the execution does not break off the request, only its deadline does. */
	ignoreCancel?: boolean;
	/** Breaks it off as well. */
	signal?: AbortSignal;
}

/**
 * Sends one request, to which n8n adds the credential's secret. Never throws for an HTTP status:
 * providers put errors into 200s and rate limits into 400s, so the provider's parser judges the response.
 * Redirects are not followed: the secret stays on the account's own host.
 *
 * @returns the response as it came. It may repeat secrets: whatever of it leaves towards outputs,
 * errors or logs goes through `redactSecrets`.
 * @throws NetworkError without a complete response in time; it knows whether the request may have been sent
 */
export async function providerRequest(
	context: RequestContext,
	credential: string,
	request: ProviderRequest,
	account: Account,
	{ timeoutMs = TIMEOUT_MS.message, ignoreCancel = false, signal: given }: RequestOptions = {},
): Promise<ProviderResponse> {
	if (DOT_SEGMENT.test(request.url))
		throw NetworkError.from({ code: 'ERR_INVALID_URL' }, request.url);
	warnOfShortSecrets(context, credential, account);
	const isFile =
		request.binary === true || request.body instanceof FormData || Buffer.isBuffer(request.body);
	const timeout = Math.min(MAX_TIMER_MS, isFile ? Math.max(TIMEOUT_MS.file, timeoutMs) : timeoutMs);
	const abort = new AbortController();
	const stop = () => abort.abort();
	const deadline = setDeadline(timeout, stop);
	const signals = [given ?? [], ignoreCancel ? [] : getCancelSignals(context)].flat();
	for (const signal of signals) {
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop);
	}
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		headers: {
			Accept: request.binary ? '*/*' : 'application/json',
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
		timeout,
		abortSignal: abort.signal,
	};
	const watched = watchCredential(context, abort.signal);
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			watched.context,
			credential,
			options,
		)) as IN8nHttpFullResponse;
	} catch (error) {
		// The helper's own error holds the whole request, secret included: it goes no further.
		throw watched.isUnread
			? NetworkError.from({ code: CREDENTIAL_NOT_READ }, request.url)
			: NetworkError.from(error, request.url, { isTooLate: deadline.hasPassed });
	} finally {
		deadline.clear();
		for (const signal of signals) signal.removeEventListener('abort', stop);
	}
	return toResponse(response, account);
}

function getCancelSignals(context: RequestContext): AbortSignal[] {
	if (!('getExecutionCancelSignal' in context)) return [];
	return [context.getExecutionCancelSignal() ?? []].flat();
}

/**
 * The context for n8n's helper, which reads the credential from the database for every request: what
 * fails there was not sent. In an execution, the helper also overwrites `abortSignal` by the execution's
 * own signal, which it gets from here. Seen in n8n-core 2.41.
 */
function watchCredential<Context extends RequestContext>(
	context: Context,
	signal: AbortSignal,
): { context: Context; isUnread: boolean } {
	const watched = { context: Object.create(context) as Context, isUnread: false };
	const getCredentials: RequestContext['getCredentials'] = async (...args) => {
		watched.isUnread = true;
		const credential = await context.getCredentials(...args);
		watched.isUnread = false;
		return credential as never;
	};
	const hasSignal = 'getExecutionCancelSignal' in context;
	Object.assign(
		watched.context,
		{ getCredentials },
		hasSignal ? { getExecutionCancelSignal: () => signal } : {},
	);
	return watched;
}

function warnOfShortSecrets(context: RequestContext, credential: string, account: Account): void {
	if (warnedCredentials.has(credential) || checkedAccounts.has(account)) return;
	checkedAccounts.add(account);
	if (getSentSecrets(account).every(({ length }) => length >= MIN_SECRET_LENGTH)) return;
	warnedCredentials.add(credential);
	context.logger.warn(
		`WhatsApp BSP: a secret in a '${credential}' credential has fewer than ${MIN_SECRET_LENGTH} characters. It is too short to be safe, and it is not hidden if the provider’s responses repeat it.`,
	);
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
	const { body, statusCode } = response;
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(response.headers ?? {})) {
		headers[name.toLowerCase()] = String(value);
	}
	if (Buffer.isBuffer(body) || body instanceof ArrayBuffer) {
		const bytes = Buffer.from(body as ArrayBuffer);
		const isText = /json|text/.test(headers['content-type'] ?? '');
		const content = parseText(isText ? bytes.toString('utf8') : '', account);
		return { statusCode, headers, ...content, bytes };
	}
	return { statusCode, headers, ...parseText(toBodyText(body), account) };
}

/** What n8n's helper gives for `encoding: 'text'`: the text, or nothing, unless some version parses JSON by itself. */
export function toBodyText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}

function parseText(
	text: string,
	account: Account,
): Pick<ProviderResponse, 'json' | 'text' | 'redacted'> {
	const json = parseJson(text);
	return { json, text, redacted: getRedactedBody({ json, text }, account) };
}
