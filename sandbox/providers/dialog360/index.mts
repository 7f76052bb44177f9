import type { Account } from '../../core/account.mts';
import { alphanumeric, onPremiseId, wamid } from '../../core/ids.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { defaultTemplates, sandboxTemplates } from '../cloudApi/defaultTemplates.mts';
import { CloudError } from '../cloudApi/errors.mts';
import type { Provider } from '../provider.mts';
import { accountRoutes } from './accountRoutes.mts';
import { callRoutes } from './callRoutes.mts';
import { notFound, reject, unauthorized } from './responses.mts';
import { inboundCalls, rawCalls, statusCalls } from './dialects.mts';
import { mediaRoutes } from './mediaRoutes.mts';
import { messageRoutes } from './messageRoutes.mts';
import type { Route } from './route.mts';
import { analyticsRoutes } from './analyticsRoutes.mts';
import { echoCalls, handoverCalls, preferenceCalls } from './handover.mts';
import { templateRoutes } from './templateRoutes.mts';
import { threadControlRoutes } from './threadControl.mts';
import { uploadRoutes } from './uploadRoutes.mts';
import { webhookRoutes } from './webhookRoutes.mts';

const ROUTES: Route[] = [
	...messageRoutes,
	...mediaRoutes,
	...webhookRoutes,
	...templateRoutes,
	...analyticsRoutes,
	...uploadRoutes,
	...accountRoutes,
	...threadControlRoutes,
	...callRoutes,
];

/** The gate of every provider call: key, then path, then whatever the route finds wrong. */
async function handle(account: Account, request: ProviderRequest): Promise<ProviderResponse> {
	if (request.headers['d360-api-key'] !== account.secrets.apiKey) return unauthorized();
	for (const route of ROUTES) {
		if (route.method !== request.method || !route.hostings.includes(account.hosting)) continue;
		const match = route.path.exec(request.path);
		if (!match) continue;
		try {
			return await route.handle(account, request, match.slice(1));
		} catch (error) {
			if (error instanceof CloudError) return reject(account, error);
			throw error;
		}
	}
	return notFound();
}

function recipients(request: ProviderRequest): string[] {
	const { to, recipient } = (request.body ?? {}) as Json;
	return [to, recipient].filter((value): value is string => typeof value === 'string');
}

export const dialog360: Provider = {
	name: 'dialog360',
	sentBeforeFailed: false,
	prepare: (account, fixedKeys) => {
		account.secrets = { apiKey: fixedKeys ? 'sandbox-360dialog-key' : alphanumeric(26) };
		account.templates = account.hosting === 'sandbox' ? sandboxTemplates() : defaultTemplates();
		account.profile = {
			messaging_product: 'whatsapp',
			about: 'Sandbox shop',
			address: 'Example Street 1',
			description: 'A shop that exists only in tests',
			email: 'shop@example.com',
			vertical: 'RETAIL',
			websites: ['https://shop.example.com/'],
		};
	},
	credentials: (account) => ({
		apiKey: account.secrets.apiKey ?? '',
		hosting: account.hosting,
		signatureSecret: account.signatureSecret,
		baseUrl: account.baseUrl,
	}),
	handle,
	recipients,
	billsMessages: (account) => account.hosting === 'cloud',
	buildStatusRequests: statusCalls,
	createMessageId: (account, contact) =>
		account.hosting === 'cloud' ? wamid(contact.customer) : onPremiseId(),
	buildInboundRequests: inboundCalls,
	buildHandoverRequests: handoverCalls,
	buildPreferenceRequests: preferenceCalls,
	buildEchoRequests: echoCalls,
	buildRawRequests: rawCalls,
	registered: (account) => ({
		url: account.webhook?.url ?? null,
		headers: account.webhook?.headers ?? {},
		waba: account.wabaWebhook ?? null,
		multi: account.multiWebhook?.destinations ?? [],
		multiEnabled: account.multiWebhook?.enabled ?? false,
	}),
};
