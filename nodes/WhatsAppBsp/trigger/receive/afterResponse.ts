import type { WhatsAppEvent } from '../../core/event';
import { NetworkError } from '../../transport/networkError';
import { providerRequest } from '../../transport/providerRequest';
import { logWarning, type WebhookContext } from './webhookContext';
import { forward } from './forward';
import type { Account } from '../../providers/request';

/**
 * What is done once a call is answered: nothing of it delays the answer, and nothing that goes wrong
 * here touches the events.
 * @param created whether the events were handed over: if not, the call comes again
 */
export function runAfterResponse(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
	created: Promise<boolean>,
): void {
	const steps = [forward, async () => await markAsRead(ctx, account, events)];
	void created.then((succeeded) => {
		if (!succeeded) return;
		for (const step of steps) {
			step(ctx).catch((error: unknown) =>
				logWarning(
					ctx,
					`could not finish forwarding a call or marking a message as read: ${String(error)}`,
				),
			);
		}
	});
}

/** Blue ticks, and the typing indicator where it is asked for, one message after the other. */
async function markAsRead(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<void> {
	const { options, provider, context } = ctx;
	const { markAsRead: way } = provider;
	if (options.markAsRead !== true || !way) return;
	for (const { event, messageId } of events) {
		if (event !== 'message' || messageId === undefined) continue;
		const request = way.buildRequest(messageId, options.showTyping === true, account);
		try {
			const response = await providerRequest(context, provider.credential, request, account);
			const outcome = way.parseResponse(response, account);
			if (!outcome.accepted)
				logWarning(ctx, `could not mark a message as read: ${outcome.error.title}`);
		} catch (error) {
			const why = error instanceof NetworkError ? error.message : 'no response';
			logWarning(ctx, `could not mark a message as read: ${why}`);
		}
	}
}
