import type { IWebhookResponseData } from 'n8n-workflow';
import { NotProcessedError } from './notProcessedError';
import { createResponder, createWarningLogger, type WebhookContext } from './webhookContext';

/** The provider sends the request again. */
export function rejectUnprocessed(ctx: WebhookContext, error: unknown): IWebhookResponseData {
	createRejecter(ctx)(error);
	return { noWebhookResponse: true };
}

/** The same later, without anything of n8n's until then. */
export function createRejecter(ctx: WebhookContext): (error: unknown) => void {
	const [respond, logWarning] = [createResponder(ctx), createWarningLogger(ctx)];
	return (error) => {
		const reason = 'n8n did not accept the events, send them again';
		const detail = error instanceof NotProcessedError ? error.message : String(error);
		logWarning(`responded with 500: ${reason} (${detail})`);
		respond(500, { status: 'not accepted', reason });
	};
}
