import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { EventMedia } from '../../core/event';
import type { ApiCall } from '../../providers/apiCalls';
import { parseJson } from '../../core/json';
import { runApiCall } from '../../transport/apiCall';
import { NetworkError } from '../../transport/networkError';
import { redactSecrets } from '../../transport/redactSecrets';
import { providerRequest } from '../../transport/providerRequest';
import type { WebhookContext } from '../receive/webhookContext';
import { getMediaHosts } from '../options';
import { resolveRedirect, checkMediaUrl } from './mediaUrl';
import type { ProviderRequest, ProviderResponse, Account } from '../../providers/request';

export interface DownloadOptions {
	maxBytes: number;
	timeoutMs: number;
	signal: AbortSignal;
}

/** What n8n's helper returns for `encoding: 'stream'`. */
type ByteStream = AsyncIterable<Buffer> & { destroy(): void };

interface DownloadedFile {
	bytes: Buffer;
	mimeType?: string;
}

/** Why a file wasn’t downloaded, in words for the workflow's author. */
export class DownloadError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'DownloadError';
	}
}

/** More than any link has. */
const MAX_REDIRECTS = 5;

/**
 * An inbound file: through the provider's media API with the account's key, which goes to the account's
 * own host only; or, where the provider sends a link, from there without any key, provided that the
 * request is verified and the host is the provider's or listed.
 * @throws DownloadError
 */
export async function download(
	ctx: WebhookContext,
	account: Account,
	media: EventMedia,
	options: DownloadOptions,
): Promise<DownloadedFile> {
	const byId = ctx.provider.apiCalls.media?.download;
	if (byId && media.id !== null) {
		return await downloadById(ctx, account, byId({ mediaId: media.id }), options);
	}
	if (media.url === null)
		throw new DownloadError('the provider sent neither an ID nor a URL for it');
	const missingSecret = ctx.provider.webhook?.getMissingWebhookSecret?.(account);
	if (missingSecret !== undefined) {
		throw new DownloadError(`${missingSecret}, so anyone could have sent its URL`);
	}
	return await downloadByLink(ctx, account, media.url, options);
}

async function downloadById(
	{ context, provider }: WebhookContext,
	account: Account,
	call: ApiCall,
	options: DownloadOptions,
): Promise<DownloadedFile> {
	const send = async (request: ProviderRequest) => {
		const response = request.binary
			? await fetchStream(
					request,
					options,
					async (httpOptions) =>
						(await context.helpers.httpRequestWithAuthentication.call(
							context,
							provider.credential,
							httpOptions,
						)) as IN8nHttpFullResponse,
					account,
				)
			: await providerRequest(context, provider.credential, request, account, {
					signal: options.signal,
				});
		assertSize((response.json as { file_size?: unknown } | undefined)?.file_size, options);
		return response;
	};
	const outcome = await runApiCall(call, account, send);
	if ('accepted' in outcome) throw new DownloadError(outcome.error.title);
	if (!outcome.result.file) throw new DownloadError('the provider returned no file');
	return outcome.result.file;
}

async function downloadByLink(
	ctx: WebhookContext,
	account: Account,
	first: string,
	options: DownloadOptions,
): Promise<DownloadedFile> {
	const own = ctx.provider.webhook?.getMediaHost?.(account);
	const hosts = [...(own === undefined ? [] : [own]), ...getMediaHosts(ctx.options)];
	let url = first;
	for (let count = 0; count < MAX_REDIRECTS; count++) {
		const rejection = checkMediaUrl(url, hosts);
		if (rejection !== undefined) throw new DownloadError(rejection);
		const response = await fetchStream(
			{ method: 'GET', url },
			options,
			async (request) => (await ctx.context.helpers.httpRequest(request)) as IN8nHttpFullResponse,
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
 * Reads a file in chunks, and stops before a large one fills the memory.
 * @param account whose key the request contains: it is redacted wherever the response repeats it
 */
async function fetchStream(
	{ method, url, qs, headers }: ProviderRequest,
	options: DownloadOptions,
	send: (httpOptions: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
	account: Account = {},
): Promise<ProviderResponse> {
	const {
		statusCode,
		headers: found,
		body,
	} = await send({
		method,
		url,
		...(qs ? { qs } : {}),
		headers,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: options.timeoutMs,
		abortSignal: options.signal,
	}).catch((error: unknown) => throwNetworkError(error, url));
	const names = Object.entries(found ?? {}).map(([name, value]) => [
		name.toLowerCase(),
		redactSecrets(String(value), account),
	]);
	const responseHeaders = Object.fromEntries(names) as Record<string, string>;
	assertSize(responseHeaders['content-length'], options);
	const bytes = await readBytes(body as unknown as ByteStream, options);
	// Only the text of a rejection is shown. A file's content belongs to the workflow, and may be long.
	const isText = statusCode !== 200 && /json|text/.test(responseHeaders['content-type'] ?? '');
	const text = isText ? redactSecrets(bytes.toString('utf8'), account) : '';
	return { statusCode, headers: responseHeaders, json: parseJson(text), text, bytes };
}

async function readBytes(body: ByteStream, { maxBytes, signal }: DownloadOptions): Promise<Buffer> {
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

function throwNetworkError(error: unknown, url: string): never {
	throw new DownloadError(NetworkError.from(error, url).error.title);
}
