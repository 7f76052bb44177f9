import {
	NodeApiError,
	NodeOperationError,
	type IHookFunctions,
	type JsonObject,
} from 'n8n-workflow';
import { PROVIDERS } from '../providers';
import type { ProviderError } from '../providers/errorTable';
import type {
	Account,
	AdditionalWebhook,
	AdditionalWebhooks,
	ProviderName,
	ProviderReply,
	ProviderRequest,
	Refused,
	RegisteredWebhook,
	WebhookRegistration,
} from '../providers/provider';
import { NoAnswer } from '../transport/noAnswer';
import { redact } from '../transport/redact';
import { callProvider } from '../transport/request';
import { optionsOf, type Options } from './settings';

/** One activation's means: how this provider registers, for which account, and this node's URL. */
export interface Office {
	context: IHookFunctions;
	registration: WebhookRegistration;
	credential: string;
	account: Account;
	/** Of the live webhook, or of the test one while somebody listens in the editor. */
	url: string;
	options: Options;
}

/** Undefined for providers whose webhook is set by hand in their portal. */
export async function officeOf(context: IHookFunctions): Promise<Office | undefined> {
	const { webhook, credential } = PROVIDERS[context.getNodeParameter('provider') as ProviderName];
	const registration = webhook?.registration;
	const url = context.getNodeWebhookUrl('default');
	if (!registration || url === undefined) return undefined;
	const account = await context.getCredentials(credential);
	return { context, registration, credential, account, url, options: optionsOf(context) };
}

/** The number's own webhook. */
export async function readMain(office: Office): Promise<RegisteredWebhook | undefined> {
	const { registration, account } = office;
	const found = registration.readReply(await ask(office, registration.read(account)));
	if (found !== undefined && isRefused(found)) throw shown(office, found.error);
	return found;
}

export async function writeMain(office: Office, webhook: RegisteredWebhook): Promise<void> {
	const { registration, account } = office;
	const refused = registration.writeReply(await ask(office, registration.write(webhook, account)));
	if (refused) throw shown(office, refused.error);
}

/** The webhooks beside the number's own, or why the number has none. */
export async function readAdditional(
	office: Office,
	way: AdditionalWebhooks,
): Promise<AdditionalWebhook[] | Refused> {
	return way.readReply(await ask(office, way.read(office.account)));
}

/** @returns why it was not taken, if so */
export async function writeAdditional(
	office: Office,
	way: AdditionalWebhooks,
	webhooks: readonly AdditionalWebhook[],
): Promise<Refused | undefined> {
	return way.writeReply(await ask(office, way.write(webhooks, office.account)));
}

async function ask(office: Office, request: ProviderRequest): Promise<ProviderReply> {
	const { context, credential, account } = office;
	const reply = await callProvider(context, credential, request, account).catch(
		(thrown: Error) => thrown,
	);
	if (!(reply instanceof Error)) return reply;
	if (reply instanceof NoAnswer) throw shown(office, reply.error);
	throw new NodeOperationError(context.getNode(), reply);
}

export function isRefused(found: object): found is Refused {
	return 'accepted' in found;
}

/** What the person who activates sees: what happened, and what to do. */
export function shown({ context, account }: Office, error: ProviderError): NodeApiError {
	const details = error.details ? ` (${redact(error.details, account)})` : '';
	return new NodeApiError(context.getNode(), { message: error.title } as JsonObject, {
		message: `Webhook setup didn’t complete: ${error.title}`,
		description: `${error.advice} Code ${error.code}${details}`,
	});
}
