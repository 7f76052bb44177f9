import { createHmac } from 'crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { VERIFICATION_HEADER, type SecretHeader } from '../../providers/webhook';

/** Marks a URL that listens for a test event, and stops listening when n8n stops. */
export const TEST_HEADER = 'X-N8N-Webhook-Test';

/** The webhooks that a test replaced, as base64 of JSON. */
export const PREVIOUS_HEADER = 'X-N8N-Webhook-Previous';

/** Marks this package’s own request that checks whether a webhook still exists. */
export const PROBE_HEADER = 'X-N8N-Webhook-Probe';

/** Marks a request that 'Forward To' has sent. */
export const FORWARDED_HEADER = 'X-N8N-Webhook-Forwarded';

/** Headers private to this node and the provider; never forwarded or shown. */
export const PRIVATE_HEADERS: readonly string[] = [
	VERIFICATION_HEADER,
	TEST_HEADER,
	PREVIOUS_HEADER,
].map((name) => name.toLowerCase());

/**
 * The header that proves a request of the provider. Its value is derived from the account's secret and
 * the node instead of being random: a request may overwrite static data with what it read earlier, and a
 * crash may prevent it from being saved. Anybody who knows the secret could set the webhook anyway.
 */
export function deriveTokenHeader(
	context: IHookFunctions | IWebhookFunctions,
	secret: string | undefined,
): SecretHeader | undefined {
	if (secret === undefined) return undefined;
	const { id, name } = context.getNode();
	const subject = JSON.stringify(['webhook', context.getWorkflow().id, id || name]);
	return {
		name: VERIFICATION_HEADER,
		value: createHmac('sha256', secret).update(subject).digest('hex'),
	};
}
