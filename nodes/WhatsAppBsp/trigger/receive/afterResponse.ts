import type { WhatsAppEvent } from '../../core/event';
import type { Account } from '../../providers/request';
import { NetworkError } from '../../transport/networkError';
import { providerRequest } from '../../transport/providerRequest';
import { redactSecrets } from '../../transport/redactSecrets';
import { MAX_MARKS_IN_FLIGHT } from '../limits';
import { marking } from '../state';
import { forward } from './forward';
import { logWarning, type WebhookContext } from './webhookContext';

/**
 * Post-processing: it delays no response, and no failure here affects the events.
 * @param created whether the execution was created: if not, the provider sends the request again
 */
export function runAfterResponse(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
	created: Promise<boolean>,
): void {
	// Whoever waits keeps the whole request in memory.
	if (!needsWork(ctx, events)) return;
	void created.then((succeeded) => {
		if (!succeeded) return;
		runInBackground(ctx, async () => await forward(ctx, account));
		markAsRead(ctx, account, events);
	});
}

function needsWork({ options }: WebhookContext, events: readonly WhatsAppEvent[]): boolean {
	return Boolean(options.forwardTo) || (options.markAsRead && events.length > 0);
}

/** What waiting executions went on with: nothing is left to wait for. */
export function markAsRead(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
): void {
	runInBackground(ctx, async () => await markEachAsRead(ctx, account, events));
}

function runInBackground(ctx: WebhookContext, step: () => Promise<void>): void {
	step().catch((error: unknown) =>
		logWarning(
			ctx,
			`could not finish forwarding a call or marking a message as read: ${String(error)}`,
		),
	);
}

/** One message after the other, with the typing indicator where the user wants it. */
async function markEachAsRead(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<void> {
	const { options, provider, context } = ctx;
	const { markAsRead: adapter } = provider;
	if (!options.markAsRead || !adapter) return;
	for (const { event, messageId, groupId } of events) {
		// Messages of a group cannot be marked. Source: Meta, "Groups".
		if (event !== 'message' || messageId === undefined || groupId !== undefined) continue;
		if (marking.inFlight >= MAX_MARKS_IN_FLIGHT) {
			logWarning(ctx, 'did not mark a message as read: the provider responds too slowly');
			return;
		}
		const request = adapter.buildRequest(messageId, options.showTyping, account);
		marking.inFlight++;
		try {
			const response = await providerRequest(context, provider.credential, request, account);
			const result = adapter.parseResponse(response, account);
			if (!result.accepted) {
				const title = redactSecrets(result.error.title, account);
				logWarning(ctx, `could not mark a message as read: ${title}`);
			}
		} catch (error) {
			const reason = error instanceof NetworkError ? error.message : 'no response';
			logWarning(ctx, `could not mark a message as read: ${reason}`);
		} finally {
			marking.inFlight--;
		}
	}
}
