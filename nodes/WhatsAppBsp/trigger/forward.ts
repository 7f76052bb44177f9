import {
	sleep,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { warn, type Call } from './call';
import { OWN_HEADERS } from './ownHeaders';

/** Milliseconds before each further try. */
const RETRY_DELAYS_MS: readonly number[] = [1000, 5000, 25_000, 125_000];
const TIMEOUT_MS = 30_000;

/** Calls on their way at once: a second system that is down must not fill the memory. */
const MOST_ON_THEIR_WAY = 500;

/** They are about one connection; the body is no longer compressed. */
const NOT_PASSED_ON: readonly string[] = [
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

let onTheirWay = 0;

/**
 * Passes a genuine call on to a second system: the same bytes and headers, so that a signature over
 * them still fits. What only this trigger and the provider know stays here; a second system that asks
 * for a user and password gets those of its own URL. Tried again when nobody answers with success.
 * Calls on their way are lost when n8n ends.
 */
export async function forward(call: Call): Promise<void> {
	const url = call.options.forwardTo;
	if (typeof url !== 'string' || url.trim() === '') return;
	if (onTheirWay >= MOST_ON_THEIR_WAY) {
		warn(
			call,
			`did not forward a call: ${MOST_ON_THEIR_WAY} calls are already waiting to be forwarded`,
		);
		return;
	}
	onTheirWay++;
	try {
		await tryToForward(call, requestFor(call, url.trim()));
	} finally {
		onTheirWay--;
	}
}

async function tryToForward(call: Call, request: IHttpRequestOptions): Promise<void> {
	let trouble = '';
	for (const delayMs of [0, ...RETRY_DELAYS_MS]) {
		if (delayMs > 0) await sleep(delayMs);
		try {
			const reply = (await call.context.helpers.httpRequest(request)) as IN8nHttpFullResponse;
			if (reply.statusCode >= 200 && reply.statusCode < 300) return;
			trouble = `it responded with ${reply.statusCode}`;
		} catch (error) {
			trouble = error instanceof Error ? error.message : 'no response';
		}
	}
	warn(call, `could not forward a call to the 'Forward To' URL: ${trouble}`);
}

function requestFor({ request, provider }: Call, url: string): IHttpRequestOptions {
	const { method, headers, query, rawBody } = request;
	const secrets = provider.webhook?.secretPlaces;
	return {
		url,
		method: method as IHttpRequestOptions['method'],
		headers: without(headers, [...NOT_PASSED_ON, ...OWN_HEADERS, ...(secrets?.headers ?? [])]),
		qs: without(query, secrets?.query ?? []),
		...(rawBody && rawBody.length > 0 ? { body: rawBody } : {}),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};
}

function without(values: object, names: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(values).filter(([name, value]) => value !== undefined && !names.includes(name)),
	) as IDataObject;
}
