import { createHmac } from 'crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Account } from '../../providers/request';
import type { SecretHeader, RegisteredWebhook } from '../../providers/webhook';

/** Hyphens only: 360dialog takes no underscore in header names. */
export const TOKEN_HEADER = 'X-N8N-Webhook-Token';

/** Says that a URL listens for a test event, and that nobody does any more once n8n has stopped. */
export const TEST_HEADER = 'X-N8N-Webhook-Test';

/** What a test took over, as base64 of JSON. */
export const PREVIOUS_HEADER = 'X-N8N-Webhook-Previous';

/** In a question of this package's own whether a webhook is still there. */
export const PROBE_HEADER = 'X-N8N-Webhook-Probe';

/** What is between this node and the provider, and nobody else's business. */
export const PRIVATE_HEADERS: readonly string[] = [TOKEN_HEADER, TEST_HEADER, PREVIOUS_HEADER].map(
	(name) => name.toLowerCase(),
);

/** A registered header, whatever its name's case. */
export function getHeader({ headers }: RegisteredWebhook, wanted: string): string | undefined {
	const name = Object.keys(headers).find((each) => each.toLowerCase() === wanted.toLowerCase());
	return name === undefined ? undefined : headers[name];
}

/**
 * The header that proves a call of the provider. Its value follows from the account's key and the
 * node, instead of being random: static data may be overwritten by a call that has read it before, and
 * a crash may come before it is saved. Whoever knows the key could set the webhook anyway.
 */
export function deriveTokenHeader(
	context: IHookFunctions | IWebhookFunctions,
	account: Account,
): SecretHeader | undefined {
	const key = String(account.apiKey ?? '');
	if (key === '') return undefined;
	const { id, name } = context.getNode();
	const subject = JSON.stringify(['webhook', context.getWorkflow().id, id || name]);
	return { name: TOKEN_HEADER, value: createHmac('sha256', key).update(subject).digest('hex') };
}
