import type { IDataObject, IWebhookResponseData } from 'n8n-workflow';
import { createRejecter } from './rejectUnprocessed';
import { createResponder, type WebhookContext } from './webhookContext';

/**
 * For requests that only wait for another one's execution: n8n keeps a workflow, and with its default
 * expression engine an isolate, until this returns. What must be stored before the response needs n8n.
 * @param body the response's, once that execution is created; rejects if it isn't
 */
export async function acknowledgeLater(
	ctx: WebhookContext,
	body: Promise<IDataObject>,
): Promise<IWebhookResponseData> {
	if (ctx.mustPersist) return { webhookResponse: await body };
	const [respond, reject] = [createResponder(ctx), createRejecter(ctx)];
	void body.then((accepted) => respond(200, accepted), reject);
	return { noWebhookResponse: true };
}
