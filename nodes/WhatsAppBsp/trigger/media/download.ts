import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { EventMedia } from '../../core/event';
import type { ApiCall } from '../../providers/apiCalls';
import { parseJson } from '../../core/json';
import { NetworkError } from '../../transport/networkError';
import { redactSecrets } from '../../transport/redactSecrets';
import { providerRequest } from '../../transport/providerRequest';
import type { WebhookContext } from '../receive/webhookContext';
import { resolveRedirect, checkMediaUrl } from './ssrfGuard';
import type { ProviderRequest, ProviderResponse, Account } from '../../providers/request';

export interface DownloadOptions {
	maxBytes: number;
	timeoutMs: number;
	signal: AbortSignal;
}

/** What n8n's helper gives for `encoding: 'stream'`. */
type Body = AsyncIterable<Buffer> & { destroy(): void };

interface File {
	bytes: Buffer;
	mimeType?: string;
}

/** Why a file is not there, in words for the workflow's author. */
export class DownloadError extends Error {}

/** More steps than any look-up of a file has, and than any link redirects. */
const MAX_REDIRECTS = 5;

/**
 * An inbound file: through the provider's media API with the account's key, which goes to the account's
 * own host only; or, where the provider sends a link, from there without any key, provided that the
 * call is proven to be the provider's.
 * @throws NotDownloaded
 */
export async function download(
	ctx: WebhookContext,
	account: Account,
	media: EventMedia,
	rules: DownloadOptions,
): Promise<File> {
	const byId = ctx.provider.apiCalls.media?.download;
	if (byId && media.id !== null) {
		return await downloadById(ctx, account, byId({ mediaId: media.id }), rules);
	}
	if (media.url === null)
		throw new DownloadError('the provider sent neither an ID nor a URL for it');
	const isOpenBecause = ctx.provider.webhook?.getMissingWebhookSecret?.(account);
	if (isOpenBecause !== undefined) {
		throw new DownloadError(`${isOpenBecause}, so anyone could have sent its URL`);
	}
	return await downloadByLink(ctx, account, media.url, rules);
}

async function downloadById(
	{ context, provider }: WebhookContext,
	account: Account,
	first: ApiCall,
	rules: DownloadOptions,
): Promise<File> {
	let step = first;
	for (let count = 0; count < MAX_REDIRECTS; count++) {
		const request = await step.buildRequest(account);
		if ('accepted' in request) throw new DownloadError(request.error.title);
		const response = request.binary
			? await fetchStream(
					request,
					rules,
					async (options) =>
						(await context.helpers.httpRequestWithAuthentication.call(
							context,
							provider.credential,
							options,
						)) as IN8nHttpFullResponse,
					account,
				)
			: await providerRequest(context, provider.credential, request, account).catch(
					throwNetworkError,
				);
		assertSize((response.json as { file_size?: unknown } | undefined)?.file_size, rules);
		const answer = step.parseResponse(response, account);
		if ('accepted' in answer) throw new DownloadError(answer.error.title);
		if ('next' in answer) {
			step = answer.next;
			continue;
		}
		if (answer.result.file) return answer.result.file;
		break;
	}
	throw new DownloadError('the provider returned no file');
}

async function downloadByLink(
	{ context }: WebhookContext,
	account: Account,
	first: string,
	rules: DownloadOptions,
): Promise<File> {
	let url = first;
	for (let count = 0; count < MAX_REDIRECTS; count++) {
		const rejection = checkMediaUrl(url, account);
		if (rejection !== undefined) throw new DownloadError(rejection);
		const response = await fetchStream(
			{ method: 'GET', url },
			rules,
			async (options) => (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse,
		);
		const { location } = response.headers;
		if (isRedirect(response.statusCode) && location !== undefined) {
			url = resolveRedirect(location, url);
			continue;
		}
		if (response.statusCode !== 200 || !response.bytes) {
			throw new DownloadError(`its host responded with ${response.statusCode}`);
		}
		return { bytes: response.bytes, mimeType: response.headers['content-type'] };
	}
	throw new DownloadError('its URL redirects too many times');
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/**
 * Reads a file piece by piece, so that a large one is given up before it fills the memory.
 * @param account whose key goes along: its secrets are blotted out wherever the answer repeats them
 */
async function fetchStream(
	{ method, url, headers }: ProviderRequest,
	rules: DownloadOptions,
	send: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
	account: Account = {},
): Promise<ProviderResponse> {
	const {
		statusCode,
		headers: found,
		body,
	} = await send({
		method,
		url,
		headers,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: rules.timeoutMs,
		abortSignal: rules.signal,
	}).catch((error: unknown) => throwNetworkError(error, url));
	const names = Object.entries(found ?? {}).map(([name, value]) => [
		name.toLowerCase(),
		redactSecrets(String(value), account),
	]);
	const replyHeaders = Object.fromEntries(names) as Record<string, string>;
	assertSize(replyHeaders['content-length'], rules);
	const bytes = await readBytes(body as unknown as Body, rules);
	// What a file says is for the workflow alone, and may be long; what a refusal says is shown.
	const isText = statusCode !== 200 && /json|text/.test(replyHeaders['content-type'] ?? '');
	const text = isText ? redactSecrets(bytes.toString('utf8'), account) : '';
	return { statusCode, headers: replyHeaders, json: parseJson(text), text, bytes };
}

async function readBytes(body: Body, { maxBytes, signal }: DownloadOptions): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes || signal.aborted) {
			body.destroy();
			assertSize(size, { maxBytes });
			throw new DownloadError('the download took too long');
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function assertSize(size: unknown, { maxBytes }: Pick<DownloadOptions, 'maxBytes'>): void {
	if (Number(size) > maxBytes) throw new DownloadError("it’s larger than 'Max Media Size (MB)'");
}

function throwNetworkError(error: unknown, url = ''): never {
	const silence = error instanceof NetworkError ? error : NetworkError.from(error, url);
	throw new DownloadError(silence.error.title);
}
