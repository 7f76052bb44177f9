import {
	NodeApiError,
	NodeOperationError,
	type IHookFunctions,
	type JsonObject,
} from 'n8n-workflow';
import { PROVIDERS, type ProviderName } from '../../providers';
import { NetworkError } from '../../transport/networkError';
import { redactSecrets } from '../../transport/redactSecrets';
import { providerRequest } from '../../transport/providerRequest';
import { getOptions, type Options } from '../settings';
import type { ProviderError } from '../../core/providerError';
import type { Rejected } from '../../core/result';
import type { ProviderRequest, ProviderResponse, Account } from '../../providers/request';
import type {
	RegisteredWebhook,
	AdditionalWebhook,
	AdditionalWebhooks,
	WebhookRegistration,
} from '../../providers/webhook';

/** One activation's means: how this provider registers, for which account, and this node's URL. */
export interface RegistrationContext {
	context: IHookFunctions;
	registration: WebhookRegistration;
	credential: string;
	account: Account;
	/** Of the live webhook, or of the test one while somebody listens in the editor. */
	url: string;
	options: Options;
}

/** Undefined for providers whose webhook is set by hand in their portal. */
export async function createRegistrationContext(
	context: IHookFunctions,
): Promise<RegistrationContext | undefined> {
	const { webhook, credential } = PROVIDERS[context.getNodeParameter('provider') as ProviderName];
	const registration = webhook?.registration;
	const url = context.getNodeWebhookUrl('default');
	if (!registration || url === undefined) return undefined;
	const account = await context.getCredentials(credential);
	return { context, registration, credential, account, url, options: getOptions(context) };
}

/** The number's own webhook. */
export async function getWebhook(ctx: RegistrationContext): Promise<RegisteredWebhook | undefined> {
	const { registration, account } = ctx;
	const found = registration.parseGet(await sendRequest(ctx, registration.buildGet(account)));
	if (found !== undefined && isRejected(found)) throw toRegistrationError(ctx, found.error);
	return found;
}

export async function setWebhook(
	ctx: RegistrationContext,
	webhook: RegisteredWebhook,
): Promise<void> {
	const { registration, account } = ctx;
	const rejection = registration.parseSet(
		await sendRequest(ctx, registration.buildSet(webhook, account)),
	);
	if (rejection) throw toRegistrationError(ctx, rejection.error);
}

/** The webhooks beside the number's own, or why the number has none. */
export async function getAdditionalWebhooks(
	ctx: RegistrationContext,
	way: AdditionalWebhooks,
): Promise<AdditionalWebhook[] | Rejected> {
	return way.parseGet(await sendRequest(ctx, way.buildGet(ctx.account)));
}

/** @returns why it was not taken, if so */
export async function setAdditionalWebhooks(
	ctx: RegistrationContext,
	way: AdditionalWebhooks,
	webhooks: readonly AdditionalWebhook[],
): Promise<Rejected | undefined> {
	return way.parseSet(await sendRequest(ctx, way.buildSet(webhooks, ctx.account)));
}

async function sendRequest(
	ctx: RegistrationContext,
	request: ProviderRequest,
): Promise<ProviderResponse> {
	const { context, credential, account } = ctx;
	const response = await providerRequest(context, credential, request, account).catch(
		(thrown: Error) => thrown,
	);
	if (!(response instanceof Error)) return response;
	if (response instanceof NetworkError) throw toRegistrationError(ctx, response.error);
	throw new NodeOperationError(context.getNode(), response);
}

export function isRejected(found: object): found is Rejected {
	return 'accepted' in found;
}

/** What the person who activates sees: what happened, and what to do. */
export function toRegistrationError(
	{ context, account }: RegistrationContext,
	error: ProviderError,
): NodeApiError {
	const details = error.details ? ` (${redactSecrets(error.details, account)})` : '';
	return new NodeApiError(context.getNode(), { message: error.title } as JsonObject, {
		message: `Webhook setup didn’t complete: ${error.title}`,
		description: `${error.advice} Code ${error.code}${details}`,
	});
}
