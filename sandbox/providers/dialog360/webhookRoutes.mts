import { z } from 'zod';
import type { Account, Registration } from '../../core/account.mts';
import type { ProviderResponse, ProviderRequest } from '../../core/types.mts';
import { respondBadRequest } from './responses.mts';
import { getBody } from './envelope.mts';
import { CLOUD, EVERYWHERE, ok, type Route } from './route.mts';

const registration = z.object({
	url: z.string(),
	headers: z.record(z.string()).nullish(),
});
const destination = registration.extend({ name: z.string().min(1) });
const enabling = z.object({
	enabled: z.boolean(),
	destinations: z
		.array(destination)
		.transform((all) => all.map(toDestination))
		.default([]),
});
const adding = enabling.pick({ destinations: true });

const MAX_DESTINATIONS = 3;

/** The provider document's rule, in force when the account is as strict as the real server. */
function getWebhookError(
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

const toDestination = (input: z.infer<typeof destination>) => ({
	name: input.name,
	...toRegistration(input),
});

function setWebhook(account: Account, request: ProviderRequest): ProviderResponse {
	const input = registration.safeParse(getBody(request));
	if (!input.success) return respondBadRequest('Invalid webhook configuration: url is required');
	if (input.data.url === '') {
		account.webhook = undefined;
		return ok({ url: '', headers: {} });
	}
	const problem = getWebhookError(account, input.data);
	if (problem) return respondBadRequest(problem);
	account.webhook = toRegistration(input.data);
	return ok(account.webhook);
}

function setWabaWebhook(account: Account, request: ProviderRequest): ProviderResponse {
	const input = registration.safeParse(getBody(request));
	if (!input.success) return respondBadRequest('Invalid webhook configuration: url is required');
	const problem = getWebhookError(account, input.data);
	if (problem) return respondBadRequest(problem);
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

type MultiWebhook = NonNullable<Account['multiWebhook']>;

/** Names "must be unique and not conflict with existing ones". Source: 360dialog, API reference, "Webhooks". */
function addDestinations(
	account: Account,
	enabled: boolean,
	added: MultiWebhook['destinations'],
): ProviderResponse {
	const { destinations = [] } = account.multiWebhook ?? {};
	const all = [...destinations, ...added];
	if (new Set(all.map(({ name }) => name)).size < all.length) {
		return respondBadRequest('Destination names must be unique');
	}
	if (all.length > MAX_DESTINATIONS) {
		return respondBadRequest(`At most ${MAX_DESTINATIONS} destinations are supported`);
	}
	const problem = added.map((each) => getWebhookError(account, each)).find(Boolean);
	if (problem) return respondBadRequest(problem);
	account.multiWebhook = { enabled, destinations: all };
	return STARTED;
}

const NOT_ENABLED = respondBadRequest('Multi webhook must be enabled first');

const STARTED = ok({ message: 'Operation started successfully' });

function enableMulti(account: Account, request: ProviderRequest): ProviderResponse {
	const input = enabling.safeParse(getBody(request));
	if (!input.success) return respondBadRequest('Invalid multi webhook configuration');
	if (input.data.enabled && account.multiWebhook?.enabled) {
		return respondBadRequest('Multi webhook is already enabled, use PUT to add more destinations');
	}
	return addDestinations(account, input.data.enabled, input.data.destinations);
}

function addToMulti(account: Account, request: ProviderRequest): ProviderResponse {
	const input = adding.safeParse(getBody(request));
	if (!input.success) return respondBadRequest('Invalid multi webhook configuration');
	if (!account.multiWebhook?.enabled) return NOT_ENABLED;
	return addDestinations(account, account.multiWebhook.enabled, input.data.destinations);
}

/** Changes or removes the one with the name in the body. */
function changeInMulti(
	account: Account,
	request: ProviderRequest,
	change: (name: string) => MultiWebhook['destinations'] | string,
): ProviderResponse {
	const { name } = getBody(request);
	const { multiWebhook } = account;
	if (!multiWebhook?.destinations.some((each) => each.name === name)) {
		return { status: 404, body: { error: 'Destination not found' } };
	}
	const changed = change(String(name));
	if (typeof changed === 'string') return respondBadRequest(changed);
	const { destinations, enabled } = multiWebhook;
	account.multiWebhook = {
		enabled,
		destinations: destinations.flatMap((each) => (each.name === name ? changed : [each])),
	};
	return STARTED;
}

function updateInMulti(account: Account, request: ProviderRequest): ProviderResponse {
	const input = destination.safeParse(getBody(request));
	if (!input.success) return respondBadRequest('Invalid multi webhook configuration');
	if (!account.multiWebhook?.enabled) return NOT_ENABLED;
	return changeInMulti(
		account,
		request,
		() => getWebhookError(account, input.data) ?? [toDestination(input.data)],
	);
}

const createMultiRoute = (method: string, handle: Route['handle']): Route => ({
	hostings: CLOUD,
	method,
	path: /^\/multi_webhook$/,
	handle,
});

export const webhookRoutes: Route[] = [
	{ hostings: EVERYWHERE, method: 'GET', path: /^\/v1\/configs\/webhook$/, handle: getWebhook },
	{ hostings: EVERYWHERE, method: 'POST', path: /^\/v1\/configs\/webhook$/, handle: setWebhook },
	{ hostings: CLOUD, method: 'POST', path: /^\/waba_webhook$/, handle: setWabaWebhook },
	createMultiRoute('GET', getMulti),
	createMultiRoute('POST', enableMulti),
	createMultiRoute('PUT', addToMulti),
	createMultiRoute('PATCH', updateInMulti),
	createMultiRoute('DELETE', (account, request) => changeInMulti(account, request, () => [])),
];
