import type { Account } from '../../core/account.mts';
import { createAlphanumeric, createOnPremiseId, createWamid } from '../../core/ids.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { createDefaultTemplates, createSandboxTemplates } from '../cloudApi/defaultTemplates.mts';
import { CloudError } from '../cloudApi/errors.mts';
import type { Provider } from '../provider.mts';
import { accountRoutes } from './accountRoutes.mts';
import { callRoutes } from './callRoutes.mts';
import { createGatewayError, reject, respondNotFound } from './responses.mts';
import { buildInboundRequests, buildRawRequests, buildStatusRequests } from './dialects.mts';
import { mediaRoutes } from './mediaRoutes.mts';
import { messageRoutes } from './messageRoutes.mts';
import type { Route } from './route.mts';
import { analyticsRoutes } from './analyticsRoutes.mts';
import { buildEchoRequests, buildHandoverRequests, buildPreferenceRequests } from './handover.mts';
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

/** Checks the key first, then the path, then whatever the route checks. */
async function handle(account: Account, request: ProviderRequest): Promise<ProviderResponse> {
	if (request.headers['d360-api-key'] !== account.secrets.apiKey)
		return createGatewayError(401, 'Invalid api_key');
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
	return respondNotFound();
}

function getRecipients(request: ProviderRequest): string[] {
	const { to, recipient } = (request.body ?? {}) as Json;
	return [to, recipient].filter((value): value is string => typeof value === 'string');
}

export const dialog360: Provider = {
	name: 'dialog360',
	sentBeforeFailed: false,
	prepare: (account, fixedKeys) => {
		account.secrets = { apiKey: fixedKeys ? 'sandbox-360dialog-key' : createAlphanumeric(26) };
		account.templates =
			account.hosting === 'sandbox' ? createSandboxTemplates() : createDefaultTemplates();
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
	getCredentials: (account) => ({
		apiKey: account.secrets.apiKey ?? '',
		hosting: account.hosting,
		signatureSecret: account.signatureSecret,
		baseUrl: account.baseUrl,
	}),
	handle,
	getRecipients,
	billsMessages: (account) => account.hosting === 'cloud',
	buildStatusRequests,
	createMessageId: (account, contact) =>
		account.hosting === 'cloud' ? createWamid(contact.customer) : createOnPremiseId(),
	buildInboundRequests,
	buildHandoverRequests,
	buildPreferenceRequests,
	buildEchoRequests,
	buildRawRequests,
	getRegisteredWebhooks: (account) => ({
		url: account.webhook?.url ?? null,
		headers: account.webhook?.headers ?? {},
		waba: account.wabaWebhook ?? null,
		multi: account.multiWebhook?.destinations ?? [],
		multiEnabled: account.multiWebhook?.enabled ?? false,
	}),
};
