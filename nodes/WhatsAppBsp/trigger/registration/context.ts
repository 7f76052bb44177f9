import {
	NodeApiError,
	NodeOperationError,
	type IHookFunctions,
	type JsonObject,
} from 'n8n-workflow';
import { getProvider } from '../../providers';
import { getAccount } from '../../providers/credentials';
import { withoutUnknownOutcome } from '../../transport/apiCall';
import { NetworkError, toRejected } from '../../transport/networkError';
import { redactSecrets } from '../../transport/redactSecrets';
import { providerRequest } from '../../transport/providerRequest';
import { getOptions, type Options } from '../options';
import type { ProviderError } from '../../core/providerError';
import type { Rejected } from '../../core/result';
import type { ProviderRequest, ProviderResponse, Account } from '../../providers/request';
import type {
	RegisteredWebhook,
	AdditionalWebhook,
	AdditionalWebhookList,
	AdditionalWebhooks,
	WebhookRegistration,
} from '../../providers/webhook';

/** What one activation needs: how this provider registers, for which account, and this node's URL. */
export interface RegistrationContext {
	context: IHookFunctions;
	registration: WebhookRegistration;
	credential: string;
	account: Account;
	/** The live URL, or the test URL while somebody listens in the editor. */
	url: string;
	options: Options;
}

/** Undefined for providers whose webhook is set by hand in their portal. */
export async function createRegistrationContext(
	context: IHookFunctions,
): Promise<RegistrationContext | undefined> {
	const { webhook, credential } = getProvider(context.getNodeParameter('provider'));
	const registration = webhook?.registration;
	const url = context.getNodeWebhookUrl('default');
	if (!registration || url === undefined) return undefined;
	const account = await getAccount(context, credential);
	return { context, registration, credential, account, url, options: getOptions(context) };
}

/** What a request to the provider is for, as error messages say it. */
export type RegistrationStep = keyof typeof STEP_MESSAGES;

const STEP_MESSAGES = {
	get: 'Couldn’t look up the number’s current webhook',
	set: 'Couldn’t register this workflow’s webhook',
	restore: 'Couldn’t restore the number’s previous webhook',
	getAdditional: 'Couldn’t look up the number’s additional webhooks',
	setAdditional: 'Couldn’t register the additional webhook',
	removeAdditional: 'Couldn’t remove the additional webhook',
} as const;

/** The number's main webhook. */
export async function getWebhook(ctx: RegistrationContext): Promise<RegisteredWebhook | undefined> {
	const { registration, account } = ctx;
	const request = registration.buildGet(account);
	const response = await sendRequest(ctx, request, 'get');
	const found = registration.parseGet(response);
	if (found !== undefined && isRejected(found)) {
		throw toRegistrationError(ctx, withoutUnknownOutcome(request, found).error, 'get');
	}
	return found;
}

export async function setWebhook(
	ctx: RegistrationContext,
	webhook: RegisteredWebhook,
	step: 'restore' | 'set' = 'set',
): Promise<void> {
	const { registration, account } = ctx;
	const response = await sendRequest(ctx, registration.buildSet(webhook, account), step);
	const rejection = registration.parseSet(response);
	if (rejection) throw toRegistrationError(ctx, rejection.error, step);
}

/** The number's additional webhooks. */
export async function getAdditionalWebhooks(
	ctx: RegistrationContext,
	adapter: AdditionalWebhooks,
): Promise<AdditionalWebhookList> {
	const request = adapter.buildGet(ctx.account);
	const response = await sendRequest(ctx, request, 'getAdditional');
	const found = adapter.parseGet(response);
	if (isRejected(found)) {
		throw toRegistrationError(ctx, withoutUnknownOutcome(request, found).error, 'getAdditional');
	}
	return found;
}

/** @param found what is registered now. A list that was switched off stays so until one is added */
export async function setAdditionalWebhooks(
	ctx: RegistrationContext,
	adapter: AdditionalWebhooks,
	found: AdditionalWebhookList,
	wanted: readonly AdditionalWebhook[],
	step: 'removeAdditional' | 'setAdditional',
): Promise<void> {
	const { account } = ctx;
	const send = async (request: ProviderRequest) => await sendChange(ctx, adapter, request, step);
	const isIn = (list: readonly AdditionalWebhook[], { name }: AdditionalWebhook) =>
		list.some((each) => each.name === name);
	const removed = found.webhooks.filter((each) => !isIn(wanted, each));
	for (const { name } of removed) {
		const request = adapter.buildRemove(name, account);
		// What a test left may stay, and of the last ones it is enough that they are switched off.
		if (step === 'removeAdditional' && wanted.length > 0) await send(request);
		else await sendRequest(ctx, request, step);
	}
	// Should the provider have removed more than it was asked to.
	const current = removed.length > 0 ? await getAdditionalWebhooks(ctx, adapter) : found;
	if (wanted.length === 0) {
		if (current.enabled) await send(adapter.buildSwitch({ enabled: false, webhooks: [] }, account));
		return;
	}
	const added = wanted.filter((each) => !isIn(current.webhooks, each));
	if (!current.enabled && (step === 'setAdditional' || found.enabled))
		await send(adapter.buildSwitch({ enabled: true, webhooks: added }, account));
	else if (added.length > 0 && current.enabled) await send(adapter.buildAdd(added, account));
	for (const each of wanted) {
		const before = current.webhooks.find(({ name }) => name === each.name);
		if (before && JSON.stringify(before) !== JSON.stringify(each))
			await send(adapter.buildUpdate(each, account));
	}
}

async function sendChange(
	ctx: RegistrationContext,
	adapter: AdditionalWebhooks,
	request: ProviderRequest,
	step: RegistrationStep,
): Promise<void> {
	const rejection = adapter.parseSet(await sendRequest(ctx, request, step));
	if (rejection) throw toRegistrationError(ctx, rejection.error, step);
}

async function sendRequest(
	ctx: RegistrationContext,
	request: ProviderRequest,
	step: RegistrationStep,
): Promise<ProviderResponse> {
	const { context, credential, account } = ctx;
	try {
		return await providerRequest(context, credential, request, account);
	} catch (thrown) {
		if (!(thrown instanceof NetworkError)) {
			throw new NodeOperationError(context.getNode(), thrown as Error);
		}
		const { error } = withoutUnknownOutcome(request, toRejected(thrown));
		throw toRegistrationError(ctx, error, step);
	}
}

function isRejected(found: object): found is Rejected {
	return 'accepted' in found;
}

/** What the person who publishes sees: what was being done, what happened, and what to do. */
function toRegistrationError(
	{ context, account }: RegistrationContext,
	given: ProviderError,
	step: RegistrationStep,
): NodeApiError {
	const error = redactSecrets(given, account);
	const details = error.details ? ` (${error.details})` : '';
	return new NodeApiError(context.getNode(), { message: error.title } as JsonObject, {
		message: `${STEP_MESSAGES[step]}: ${error.title}`,
		description: `${error.advice} Code ${error.code}${details}`,
	});
}
