import { z } from 'zod';
import type { Account, Registration } from '../../core/account.mts';
import type { ProviderResponse, ProviderRequest } from '../../core/types.mts';
import { badRequest } from './responses.mts';
import { objectBody } from './envelope.mts';
import { CLOUD, EVERYWHERE, ok, type Route } from './route.mts';

const registration = z.object({
	url: z.string(),
	headers: z.record(z.string()).nullish(),
});
const destination = registration.extend({ name: z.string().default('') });
const multi = z.object({
	enabled: z.boolean().default(true),
	destinations: z.array(destination).default([]),
});

const MAX_DESTINATIONS = 3;

/** The provider document's rule, in force when the account is as strict as the real server. */
function complaint(
	account: Account,
	{ url, headers }: z.infer<typeof registration>,
): string | undefined {
	let parsed: URL;
	try {
		parsed = new URL(url);
	} catch {
		return 'Invalid webhook url';
	}
	if (!['http:', 'https:'].includes(parsed.protocol))
		return 'Invalid webhook url: not a web address';
	if (!account.settings.strictWebhookUrls) return undefined;
	if (parsed.protocol !== 'https:') return 'Invalid webhook url: https is required';
	if (parsed.hostname.includes('_')) return 'Invalid webhook url: underscore in (sub)domain name';
	if (/:\d+$/.test(/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '')) {
		return 'Invalid webhook url: port in (sub)domain name';
	}
	const bad = Object.keys(headers ?? {}).find((name) => /[_:]/.test(name));
	return bad ? `Invalid webhook header: ${bad}` : undefined;
}

const toRegistration = (input: z.infer<typeof registration>): Registration => ({
	url: input.url,
	headers: input.headers ?? {},
});

function setWebhook(account: Account, request: ProviderRequest): ProviderResponse {
	const input = registration.safeParse(objectBody(request));
	if (!input.success) return badRequest('Invalid webhook configuration: url is required');
	if (input.data.url === '') {
		account.webhook = undefined;
		return ok({ url: '', headers: {} });
	}
	const problem = complaint(account, input.data);
	if (problem) return badRequest(problem);
	account.webhook = toRegistration(input.data);
	return ok(account.webhook);
}

function setWabaWebhook(account: Account, request: ProviderRequest): ProviderResponse {
	const input = registration.safeParse(objectBody(request));
	if (!input.success) return badRequest('Invalid webhook configuration: url is required');
	const problem = complaint(account, input.data);
	if (problem) return badRequest(problem);
	account.wabaWebhook = toRegistration(input.data);
	return ok(account.wabaWebhook);
}

const getWebhook = (account: Account): ProviderResponse =>
	account.webhook
		? ok(account.webhook)
		: { status: 404, body: { error: 'Webhook configuration not found' } };

const getMulti = (account: Account): ProviderResponse =>
	account.multiWebhook
		? ok(account.multiWebhook)
		: { status: 404, body: { error: 'Multi webhook configuration not found' } };

function writeMulti(account: Account, value: unknown): ProviderResponse {
	const input = multi.safeParse(value);
	if (!input.success) return badRequest('Invalid multi webhook configuration');
	const { enabled, destinations } = input.data;
	if (destinations.length > MAX_DESTINATIONS) {
		return badRequest(`At most ${MAX_DESTINATIONS} destinations are supported`);
	}
	const problem = destinations.map((each) => complaint(account, each)).find(Boolean);
	if (problem) return badRequest(problem);
	account.multiWebhook = {
		enabled,
		destinations: destinations.map((each) => ({ name: each.name, ...toRegistration(each) })),
	};
	return ok(account.multiWebhook);
}

const multiRoute = (method: string, handle: Route['handle']): Route => ({
	hostings: CLOUD,
	method,
	path: /^\/multi_webhook$/,
	handle,
});

export const webhookRoutes: Route[] = [
	{ hostings: EVERYWHERE, method: 'GET', path: /^\/v1\/configs\/webhook$/, handle: getWebhook },
	{ hostings: EVERYWHERE, method: 'POST', path: /^\/v1\/configs\/webhook$/, handle: setWebhook },
	{ hostings: CLOUD, method: 'POST', path: /^\/waba_webhook$/, handle: setWabaWebhook },
	multiRoute('GET', getMulti),
	multiRoute('POST', (account, request) => writeMulti(account, objectBody(request))),
	multiRoute('PUT', (account, request) => writeMulti(account, objectBody(request))),
	multiRoute('PATCH', (account, request) =>
		writeMulti(account, { ...account.multiWebhook, ...objectBody(request) }),
	),
	multiRoute('DELETE', (account) => {
		account.multiWebhook = undefined;
		return ok({ success: true });
	}),
];
