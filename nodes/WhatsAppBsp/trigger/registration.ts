import { randomBytes } from 'crypto';
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
	ProviderName,
	ProviderReply,
	ProviderRequest,
	Refused,
	RegisteredWebhook,
	SecretHeader,
	WebhookRegistration,
} from '../providers/provider';
import { NoAnswer } from '../transport/noAnswer';
import { redact } from '../transport/redact';
import { callProvider } from '../transport/request';
import { remembered } from './staticData';

/** Hyphens only: 360dialog takes no underscore in header names. */
const OWN_HEADER = 'X-N8N-Webhook-Token';
const SECRET_BYTES = 32;

/** One activation's means: how this provider registers, for which account, and this node's URL. */
interface Office {
	context: IHookFunctions;
	registration: WebhookRegistration;
	credential: string;
	account: Account;
	url: string;
}

/** Whether the provider calls this URL with the secret that this node holds. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const office = await officeOf(this);
	if (!office) return true;
	const { secretHeader } = remembered(this);
	const current = await read(office);
	return current?.url === office.url && sends(current, secretHeader);
}

/** Registers this URL with a new secret, and remembers what was there before. */
export async function create(this: IHookFunctions): Promise<boolean> {
	const office = await officeOf(this);
	if (!office) return true;
	const { registration, account, url } = office;
	const refusal = registration.refusal(url, account);
	if (refusal) throw new NodeOperationError(this.getNode(), refusal);

	const current = await read(office);
	const secretHeader = {
		name: OWN_HEADER,
		value: randomBytes(SECRET_BYTES).toString('hex'),
	};
	await write(office, { url, headers: { [secretHeader.name]: secretHeader.value } });

	const memory = remembered(this);
	memory.secretHeader = secretHeader;
	if (current && isWorthRestoring(this, current.url, url)) memory.previous = current;
	return true;
}

/**
 * Restores the webhook that was there before, unless somebody else has registered theirs meanwhile.
 * Without an earlier one the URL stays: 360dialog documents no removal, and an empty URL might silence
 * a number for good. Calls to it then end at n8n with 404.
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const office = await officeOf(this);
	if (!office) return true;
	const memory = remembered(this);
	const current = await read(office);
	if (current?.url !== office.url) {
		this.logger.info('The provider’s webhook belongs to somebody else by now and stays as it is');
	} else if (memory.previous) {
		await write(office, memory.previous);
	} else {
		this.logger.info('No earlier webhook is known: the provider keeps this workflow’s URL');
	}
	delete memory.previous;
	delete memory.secretHeader;
	return true;
}

/** Undefined for providers whose webhook is set by hand in their portal. */
async function officeOf(context: IHookFunctions): Promise<Office | undefined> {
	const { webhook, credential } = PROVIDERS[context.getNodeParameter('provider') as ProviderName];
	const registration = webhook?.registration;
	const url = context.getNodeWebhookUrl('default');
	if (!registration || url === undefined) return undefined;
	const account = await context.getCredentials(credential);
	return { context, registration, credential, account, url };
}

/**
 * A test listens for two minutes and then gives the live URL back. A live activation must not give
 * back the test URL of the same node, which nobody listens to any more.
 */
function isWorthRestoring(context: IHookFunctions, earlier: string, own: string): boolean {
	if (earlier === own) return false;
	const isSameNode = ending(earlier) === ending(own);
	return !isSameNode || context.getActivationMode() === 'manual';
}

/** `<webhook id>/webhook`: the same for the live and the test URL of one node. */
function ending(url: string): string {
	return url.split('/').slice(-2).join('/');
}

function sends({ headers }: RegisteredWebhook, secret: SecretHeader | undefined): boolean {
	return Object.entries(headers).some(
		([name, value]) =>
			secret !== undefined &&
			name.toLowerCase() === secret.name.toLowerCase() &&
			value === secret.value,
	);
}

async function read(office: Office): Promise<RegisteredWebhook | undefined> {
	const { registration, account } = office;
	const found = registration.readReply(await ask(office, registration.read(account)));
	if (isRefused(found)) throw shown(office, found.error);
	return found;
}

async function write(office: Office, webhook: RegisteredWebhook): Promise<void> {
	const { registration, account } = office;
	const refused = registration.writeReply(await ask(office, registration.write(webhook, account)));
	if (refused) throw shown(office, refused.error);
}

async function ask(office: Office, request: ProviderRequest): Promise<ProviderReply> {
	const reply = await callProvider(office.context, office.credential, request).catch(
		(thrown: Error) => thrown,
	);
	if (!(reply instanceof Error)) return reply;
	if (reply instanceof NoAnswer) throw shown(office, reply.error);
	throw new NodeOperationError(office.context.getNode(), reply);
}

function isRefused(found: RegisteredWebhook | Refused | undefined): found is Refused {
	return found !== undefined && 'accepted' in found;
}

/** What the person who activates sees: what happened, and what to do. */
function shown({ context, account }: Office, error: ProviderError): NodeApiError {
	const details = error.details ? ` (${redact(error.details, account)})` : '';
	return new NodeApiError(context.getNode(), { message: error.title } as JsonObject, {
		message: `The webhook could not be set: ${error.title}`,
		description: `${error.advice} Code ${error.code}${details}`,
	});
}
