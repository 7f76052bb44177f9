import {
	sleep,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { logWarning, type WebhookContext } from './webhookContext';
import { PRIVATE_HEADERS } from '../registration/webhookHeaders';

/** Milliseconds before each further try. */
const RETRY_DELAYS_MS: readonly number[] = [1000, 5000, 25_000, 125_000];
const TIMEOUT_MS = 30_000;

/** Calls on their way at once: a second system that is down must not fill the memory. */
const MAX_IN_FLIGHT = 500;

/** They are about one connection; the body is no longer compressed. */
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

let inFlight = 0;

/**
 * Passes a genuine call on to a second system: the same bytes and headers, so that a signature over
 * them still fits. What only this trigger and the provider know stays here; a second system that asks
 * for a user and password gets those of its own URL. Tried again when nobody answers with success.
 * Calls on their way are lost when n8n ends.
 */
export async function forward(ctx: WebhookContext): Promise<void> {
	const url = ctx.options.forwardTo;
	if (typeof url !== 'string' || url.trim() === '') return;
	if (inFlight >= MAX_IN_FLIGHT) {
		logWarning(
			ctx,
			`did not forward a call: ${MAX_IN_FLIGHT} calls are already waiting to be forwarded`,
		);
		return;
	}
	inFlight++;
	try {
		await tryToForward(ctx, buildForwardRequest(ctx, url.trim()));
	} finally {
		inFlight--;
	}
}

async function tryToForward(ctx: WebhookContext, request: IHttpRequestOptions): Promise<void> {
	let trouble = '';
	for (const delayMs of [0, ...RETRY_DELAYS_MS]) {
		if (delayMs > 0) await sleep(delayMs);
		try {
			const response = (await ctx.context.helpers.httpRequest(request)) as IN8nHttpFullResponse;
			if (response.statusCode >= 200 && response.statusCode < 300) return;
			trouble = `it responded with ${response.statusCode}`;
		} catch (error) {
			trouble = error instanceof Error ? error.message : 'no response';
		}
	}
	logWarning(ctx, `could not forward a call to the 'Forward To' URL: ${trouble}`);
}

function buildForwardRequest(
	{ request, provider }: WebhookContext,
	url: string,
): IHttpRequestOptions {
	const { method, headers, query, rawBody } = request;
	const secrets = provider.webhook?.secretLocations;
	return {
		url,
		method: method as IHttpRequestOptions['method'],
		headers: omitNames(headers, [
			...HOP_BY_HOP_HEADERS,
			...PRIVATE_HEADERS,
			...(secrets?.headers ?? []),
		]),
		qs: omitNames(query, secrets?.query ?? []),
		...(rawBody && rawBody.length > 0 ? { body: rawBody } : {}),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};
}

function omitNames(values: object, names: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(values).filter(([name, value]) => value !== undefined && !names.includes(name)),
	) as IDataObject;
}
