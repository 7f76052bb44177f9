import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { EventMedia } from '../events/types';
import type { ProviderCall } from '../providers/calls';
import type { Account, ProviderReply, ProviderRequest } from '../providers/provider';
import { parseJson } from '../transport/json';
import { NoAnswer } from '../transport/noAnswer';
import { redact } from '../transport/redact';
import { callProvider } from '../transport/request';
import type { Call } from './call';
import { linkFrom, linkRefusal } from './links';

export interface DownloadRules {
	mostBytes: number;
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
export class NotDownloaded extends Error {}

/** More steps than any look-up of a file has, and than any link redirects. */
const MOST_STEPS = 5;

/**
 * An inbound file: through the provider's media API with the account's key, which goes to the account's
 * own host only; or, where the provider sends a link, from there without any key, provided that the
 * call is proven to be the provider's.
 * @throws NotDownloaded
 */
export async function download(
	call: Call,
	account: Account,
	media: EventMedia,
	rules: DownloadRules,
): Promise<File> {
	const byId = call.provider.calls.media?.download;
	if (byId && media.id !== null) {
		return await downloadById(call, account, byId({ mediaId: media.id }), rules);
	}
	if (media.url === null)
		throw new NotDownloaded('the provider sent neither an ID nor a URL for it');
	const isOpenBecause = call.provider.webhook?.openBecause?.(account);
	if (isOpenBecause !== undefined) {
		throw new NotDownloaded(`${isOpenBecause}, so anyone could have sent its URL`);
	}
	return await downloadByLink(call, account, media.url, rules);
}

async function downloadById(
	{ context, provider }: Call,
	account: Account,
	first: ProviderCall,
	rules: DownloadRules,
): Promise<File> {
	let step = first;
	for (let count = 0; count < MOST_STEPS; count++) {
		const request = await step.request(account);
		if ('accepted' in request) throw new NotDownloaded(request.error.title);
		const reply = request.binary
			? await fetched(
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
			: await callProvider(context, provider.credential, request, account).catch(unanswered);
		refuseLarge((reply.json as { file_size?: unknown } | undefined)?.file_size, rules);
		const answer = step.reply(reply, account);
		if ('accepted' in answer) throw new NotDownloaded(answer.error.title);
		if ('next' in answer) {
			step = answer.next;
			continue;
		}
		if (answer.result.file) return answer.result.file;
		break;
	}
	throw new NotDownloaded('the provider returned no file');
}

async function downloadByLink(
	{ context }: Call,
	account: Account,
	first: string,
	rules: DownloadRules,
): Promise<File> {
	let url = first;
	for (let count = 0; count < MOST_STEPS; count++) {
		const refusal = linkRefusal(url, account);
		if (refusal !== undefined) throw new NotDownloaded(refusal);
		const reply = await fetched(
			{ method: 'GET', url },
			rules,
			async (options) => (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse,
		);
		const { location } = reply.headers;
		if (isRedirect(reply.statusCode) && location !== undefined) {
			url = linkFrom(location, url);
			continue;
		}
		if (reply.statusCode !== 200 || !reply.bytes) {
			throw new NotDownloaded(`its host responded with ${reply.statusCode}`);
		}
		return { bytes: reply.bytes, mimeType: reply.headers['content-type'] };
	}
	throw new NotDownloaded('its URL redirects too many times');
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/**
 * Reads a file piece by piece, so that a large one is given up before it fills the memory.
 * @param account whose key goes along: its secrets are blotted out wherever the answer repeats them
 */
async function fetched(
	{ method, url, headers }: ProviderRequest,
	rules: DownloadRules,
	send: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
	account: Account = {},
): Promise<ProviderReply> {
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
	}).catch((error: unknown) => unanswered(error, url));
	const names = Object.entries(found ?? {}).map(([name, value]) => [
		name.toLowerCase(),
		redact(String(value), account),
	]);
	const replyHeaders = Object.fromEntries(names) as Record<string, string>;
	refuseLarge(replyHeaders['content-length'], rules);
	const bytes = await bytesOf(body as unknown as Body, rules);
	// What a file says is for the workflow alone, and may be long; what a refusal says is shown.
	const isText = statusCode !== 200 && /json|text/.test(replyHeaders['content-type'] ?? '');
	const text = isText ? redact(bytes.toString('utf8'), account) : '';
	return { statusCode, headers: replyHeaders, json: parseJson(text), text, bytes };
}

async function bytesOf(body: Body, { mostBytes, signal }: DownloadRules): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > mostBytes || signal.aborted) {
			body.destroy();
			refuseLarge(size, { mostBytes });
			throw new NotDownloaded('the download took too long');
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function refuseLarge(size: unknown, { mostBytes }: Pick<DownloadRules, 'mostBytes'>): void {
	if (Number(size) > mostBytes) throw new NotDownloaded("it’s larger than 'Max Media Size (MB)'");
}

function unanswered(error: unknown, url = ''): never {
	const silence = error instanceof NoAnswer ? error : NoAnswer.from(error, url);
	throw new NotDownloaded(silence.error.title);
}
