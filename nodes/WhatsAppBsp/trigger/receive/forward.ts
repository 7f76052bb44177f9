import { sleep, type IDataObject, type IHttpRequestOptions } from 'n8n-workflow';
import type { Account } from '../../providers/request';
import { catchNetworkError, NetworkError } from '../../transport/networkError';
import { requestWithDeadline } from '../../transport/requestWithDeadline';
import { MAX_FORWARDED_BYTES_IN_FLIGHT, MAX_FORWARDS_IN_FLIGHT } from '../limits';
import { FORWARDED_HEADER, PRIVATE_HEADERS } from '../registration/webhookHeaders';
import { forwarding } from '../state';
import { getStaticData } from '../staticData';
import { getForwardBody } from './forwardBody';
import { createSecretMask, type SecretMask } from './secretMask';
import { logWarning, type WebhookContext } from './webhookContext';

const RETRY_DELAYS_MS: readonly number[] = [1000, 5000, 25_000, 125_000];
const TIMEOUT_MS = 30_000;

/** Source: RFC 9110, section 7.6.1; and headers of a body that n8n has decompressed. */
const HOP_BY_HOP_HEADERS: readonly string[] = [
	'connection',
	'content-encoding',
	'content-length',
	'expect',
	'host',
	'keep-alive',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
];

/**
 * Forwards a verified request to another system: the same bytes, query, and headers, so that signatures
 * remain valid, but without this webhook's secrets. Retried until the system responds with a 2xx status.
 * Requests that are being forwarded are lost when n8n ends.
 */
export async function forward(ctx: WebhookContext, account: Account): Promise<void> {
	const url = ctx.options.forwardTo;
	if (typeof url !== 'string' || url.trim() === '' || isForwarded(ctx)) return;
	if (forwarding.inFlight >= MAX_FORWARDS_IN_FLIGHT) {
		const reason = `${MAX_FORWARDS_IN_FLIGHT} calls are already waiting to be forwarded`;
		logWarning(ctx, `did not forward a call: ${reason}`);
		return;
	}
	const body = getForwardBody(ctx);
	if ('problem' in body) {
		logWarning(ctx, `did not forward a call: ${body.problem}`);
		return;
	}
	const { length = 0 } = body.bytes ?? {};
	if (forwarding.inFlight > 0 && forwarding.bytes + length > MAX_FORWARDED_BYTES_IN_FLIGHT) {
		const reason = `calls of ${forwarding.bytes} bytes are already waiting to be forwarded`;
		logWarning(ctx, `did not forward a call: ${reason}`);
		return;
	}
	forwarding.inFlight++;
	forwarding.bytes += length;
	try {
		const mask = createSecretMask(ctx, account, true);
		await tryToForward(ctx, buildForwardRequest(ctx, url.trim(), body.bytes, mask));
	} finally {
		forwarding.inFlight--;
		forwarding.bytes -= length;
	}
}

/** Ends loops, and skips what an additional webhook copies to a test: the live one forwards it. */
function isForwarded({ request, isTest, context }: WebhookContext): boolean {
	if (FORWARDED_HEADER.toLowerCase() in request.headers) return true;
	return isTest && getStaticData(context).additionalUrl !== undefined;
}

async function tryToForward(ctx: WebhookContext, request: IHttpRequestOptions): Promise<void> {
	let problem = '';
	for (const delayMs of [0, ...RETRY_DELAYS_MS]) {
		if (delayMs > 0) await sleep(delayMs);
		const response = await catchNetworkError(requestWithDeadline(ctx.context, request, TIMEOUT_MS));
		if (response instanceof NetworkError) {
			problem = `no response (${response.error.details})`;
			continue;
		}
		const { statusCode } = response;
		if (statusCode >= 200 && statusCode < 300) return;
		problem = `it responded with ${statusCode}`;
	}
	logWarning(ctx, `could not forward a call to the 'Forward To' URL: ${problem}`);
}

function buildForwardRequest(
	ctx: WebhookContext,
	url: string,
	bytes: Buffer | undefined,
	mask: SecretMask,
): IHttpRequestOptions {
	return {
		url: withQuery(url, getForwardQuery(ctx, mask)),
		method: ctx.request.method as IHttpRequestOptions['method'],
		headers: getForwardHeaders(ctx, mask),
		...(bytes ? { body: mask.hideInBytes(bytes) } : {}),
	};
}

function getForwardHeaders({ request, provider }: WebhookContext, mask: SecretMask): IDataObject {
	const omitted = [
		...HOP_BY_HOP_HEADERS,
		...PRIVATE_HEADERS,
		...(provider.webhook?.secretLocations.headers ?? []),
	];
	const headers: IDataObject = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined && !omitted.includes(name))
			headers[name] = mask.hideInValue(String(value));
	}
	// n8n would read the bytes of this type as pairs. White space at the end is no part of a header.
	if (headers['content-type'] === FORM) headers['content-type'] = `${FORM} `;
	return { ...headers, [FORWARDED_HEADER]: '1' };
}

const FORM = 'application/x-www-form-urlencoded';

/** As it was written: parsing it and writing it again would change its bytes. */
function getForwardQuery({ context, provider }: WebhookContext, mask: SecretMask): string {
	const url: string = context.getRequestObject().url;
	const start = url.indexOf('?');
	if (start < 0) return '';
	const omitted = provider.webhook?.secretLocations.query ?? [];
	return url
		.slice(start + 1)
		.split('&')
		.filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => omitted.includes(name)))
		.map((pair) => {
			const [name, ...value] = pair.split('=');
			const parts = value.length === 0 ? [name] : [name, value.join('=')];
			return parts.map(mask.hideInValue).join('=');
		})
		.join('&');
}

function withQuery(url: string, query: string): string {
	if (query === '') return url;
	const [base] = url.split('#');
	return `${base}${base.includes('?') ? '&' : '?'}${query}`;
}
